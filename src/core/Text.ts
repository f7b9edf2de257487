/**
 * Plain text as every store and every CRM can hold it: one Unicode spelling, one kind of line
 * end, nothing around it. What a person typed inside stays as it was.
 */
export const readText = (raw: string): string =>
  ascii.test(raw) ? raw.trim() : storable(raw).replace(/\r\n?/g, "\n").trim()

/** Postgres refuses NUL and lone surrogates; composed and decomposed accents are one text. */
export const storable = (raw: string): string =>
  ascii.test(raw) ? raw : raw.replaceAll("\0", "").replace(loneSurrogate, "").normalize("NFC")

/** Nothing in it that could be seen. */
export const isBlank = (text: string): boolean => invisible.test(text)

const ascii = /^[\n\x20-\x7e]*$/
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const invisible = /^[\p{Z}\p{Cc}\p{Cf}]*$/u
