/** The number of a row as text. Whatever else comes as an id names nothing. */
export const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text)
