/**
 * Plain text as every store and every CRM can hold it: one Unicode spelling, one kind of line
 * end, nothing around it. What a person typed inside stays as it was.
 */
import { nfc, trimmed } from "./Nfc.ts"

export const readText = (raw: string): string =>
  ascii.test(raw) ? raw.trim() : trimmed(storable(raw).replace(/\r\n?/g, "\n"))

/** Postgres refuses NUL and lone surrogates; composed and decomposed accents are one text. */
export const storable = (raw: string): string =>
  ascii.test(raw) ? raw : nfc(raw.replaceAll("\0", "").replace(loneSurrogate, ""))

const ascii = /^[\n\x20-\x7e]*$/
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
