/**
 * One Unicode spelling for every text: composed and decomposed accents become the same string.
 * Takes linear time on any input; a text nobody can have typed is given back as it came.
 */
export const nfc = (text: string): string => {
  if (ascii.test(text)) return text
  if (!manyMarks.test(text)) return text.normalize("NFC")
  // Sorting n marks on one letter takes n * n steps: a megabyte of them would take half an hour.
  // Asking the decomposed text gives every spelling of one text the same answer.
  if (tooManyMarks.test(text)) return text
  const decomposed = text.normalize("NFD")
  return tooManyMarks.test(decomposed) ? text : decomposed.normalize("NFC")
}

/** Without what nobody sees at either end: spaces, line ends, and marks that take no room. */
export const trimmed = (text: string): string => {
  let start = 0
  let end = text.length
  while (start < end && unseen.test(text.charAt(start))) start++
  while (start < end && unseen.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

const ascii = /^[\x00-\x7f]*$/
const manyMarks = /\p{M}{20}/u
const tooManyMarks = /\p{M}{101}/u
const unseen = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/
