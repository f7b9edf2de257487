/**
 * What a text says of a telephone number, before any numbering plan is asked: the digits as they
 * would be dialled and the extension. Total on every string, looks at no more than `longest`
 * characters, and reads composed and decomposed spellings alike.
 */
export interface Dialled {
  /** ASCII digits, led by a plus where the number names its country. */
  readonly digits: string
  readonly extension: string | null
  /**
   * `digits`: as they stand. `word`: letters stand for digits, as in 1-800-FLOWERS. `smudged`:
   * something that is no part of a number stood among the digits and was skipped, so they may be
   * shown to a person but are too doubtful to be dialled.
   */
  readonly spelt: "digits" | "word" | "smudged"
}

/** No number with its extension and remarks is longer; what is longer is not looked at. */
export const longest = 250

/** The digits of a text that is nothing but a number; null where it takes `readDialled`. */
export const plainDigits = (raw: string): string | null =>
  e164.test(raw) ? raw : plain.test(raw) && !misfiled.test(raw) ? raw.replace(notDialled, "") : null

/** The ways to read the text as a number, the likeliest first: none, one, or two. */
export const readDialled = (raw: string): ReadonlyArray<Dialled> => {
  // Composing makes a text up to four times shorter, so both spellings are cut alike.
  if (raw.length > longest * 4) return []
  const composed = raw.normalize("NFC")
  if (composed.length > longest) return []
  const text = toAscii(composed)
  if (misfiled.test(text)) return []
  const uri = splitUri(text.replace(addresses, " "))
  if (uri === null || !/\d/.test(uri.body)) return []
  const begin = uri.body.search(/[+\d]/)
  const lead = uri.body.slice(0, begin)
  const rest = uri.body.slice(begin).replace(secondNumber, "").replace(pluses, "+")
  return readBody(lead, rest, uri.extension)
}

const e164 = /^\+\d{3,20}$/
const plain = /^[ (]{0,2}[+\d][\d .()-]{0,40}$/
const notDialled = /[^\d+]/g

/**
 * Dates and amounts turn up in the phone column, and many countries have eight-digit numbers:
 * 2024-01-15, 15/01/2024, 1.000.000,00.
 */
const misfiled = new RegExp(
  [
    "(?:19|20)\\d\\d[-./][01]\\d[-./][0-3]\\d",
    "[0-3]?\\d[./][0-3]?\\d[./](?:19|20)\\d\\d",
    "\\d{1,3}(?:([ .,'])\\d{3})+(?!\\1)[.,]\\d\\d"
  ]
    .map((form) => `^\\s*-?${form}\\s*$`)
    .join("|")
)

/** Mail addresses and links hold digits that are no telephone number. */
const addresses = /\S*(?:@|:\/\/)\S*/g
const secondNumber = /[\\/] *x.*$/i
const pluses = /^\+[+ ]*/

const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const wide = /[\uff01-\uff5e]/g
const dashes = /[\p{Pd}\u2212\u30fc]/gu
const spaces = /[\p{Zs}\s]/gu
const tildes = /[\u2053\u223c]/g
const dots = /[\u00b7\u2022\u2024\u2027\u30fb]/g
const digit = /\p{Nd}/gu

/** Digits, punctuation and spaces of any script as the ASCII ones that mean the same. */
const toAscii = (text: string): string =>
  /^[ -~]*$/.test(text)
    ? text
    : text
        .replace(invisible, "")
        .replace(wide, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
        .replace(dashes, "-")
        .replace(spaces, " ")
        .replace(tildes, "~")
        .replace(dots, ".")
        .replace(digit, digitValue)

/** Every script's decimal digits stand together from nought to nine, some ten times over. */
const digitValue = (char: string): string => {
  const point = char.codePointAt(0) ?? 0
  let zero = point
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((point - zero) % 10)
}

interface Uri {
  readonly body: string
  readonly extension: string | null
}

/** RFC 3966, with or without its `tel:`; null where a parameter is not what it has to be. */
const splitUri = (text: string): Uri | null => {
  const tel = text.search(/tel:/i)
  const [written = "", ...parameters] = text
    .slice(tel < 0 ? 0 : tel + 4)
    .split(/;(?=[a-z-]{1,20}=)/i)
  let body = tel < 0 ? written : written.replace(/%([2-7][\da-f])/gi, percentDecoded)
  let extension: string | null = null
  for (const parameter of parameters) {
    const equals = parameter.indexOf("=")
    const value = parameter.slice(equals + 1).trim()
    switch (parameter.slice(0, equals).toLowerCase()) {
      case "ext":
        if (!/^\d{1,20}$/.test(value)) return null
        extension = value
        break
      case "phone-context":
        if (/^\+[\d().-]+$/.test(value)) body = body.includes("+") ? body : value + body
        else if (!domain.test(value)) return null
    }
  }
  return { body, extension }
}

const domain = /^(?:[a-z\d-]+\.)*[a-z][a-z\d-]*\.?$/i
const percentDecoded = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))

/**
 * An extension at the very end. The vaguer its label, the fewer digits it may have, so that two
 * numbers side by side are not taken for a number and its extension.
 */
const extended = new RegExp(
  [
    "[ ,]*(?:e?xt(?:ensi[oó]?)?n?|доб|anexo|ramal|poste|interno|durchwahl|dw|toestel|wewn)" +
      "[:.]{0,2}[ ,-]*(\\d{1,20})#?",
    "[ ,]*(?:[x#~]|int)[:.]{0,2}[ ,-]*(\\d{1,9})#?",
    "[- ]+(\\d{1,6})#",
    " *(?:,,|;)[:.]?[ ,-]*(\\d{1,15})#?",
    " *,+[:.]?[ ,-]*(\\d{1,9})#?"
  ]
    .map((form) => `${form}$`)
    .join("|"),
  "i"
)

const numberOnly = /^\+?[\d\-./ ()[\]~*a-z]*$/i
/** 555-xxxx and 0171 *** 12: somebody hid the digits, and what is left is another number. */
const masked = /(?<![a-z])x{2,}(?![a-z])|\*\*/i
/** Brazil writes 0xx11 for "your carrier's code here". */
const carrierPlaceholder = /^(\(?0\d{0,2})xx/i

const readBody = (lead: string, written: string, known: string | null): ReadonlyArray<Dialled> => {
  const rest = written.replace(carrierPlaceholder, "$1")
  if (masked.test(rest)) return []
  const ended = rest.replace(/[^\d#]+$/, "")
  const found = known === null ? extended.exec(ended) : null
  const number = found ? ended.slice(0, found.index) : ended
  const inner = spell(lead, number, found?.slice(1).find((group) => group !== undefined) ?? known)
  const tail = rest.slice(ended.length)
  if (found || !/^[^([]*[a-z]/i.test(tail)) return inner
  // What follows the digits is a remark, or the end of a number that is sold as a word.
  return [...inner, ...spell(lead, rest.replace(/[^a-z\d]+$/i, ""), known).filter(isWord)]
}

const isWord = (dialled: Dialled): boolean => dialled.spelt === "word"

const spell = (lead: string, number: string, extension: string | null): ReadonlyArray<Dialled> => {
  if (!numberOnly.test(number)) return []
  const letters = number.replace(/[^a-z]/gi, "").length
  const plus = number.startsWith("+") ? "+" : ""
  if (letters >= 3) {
    // "Suite 800 Madison" is an address; "Call: 800 FLOWERS" is a number.
    if (/[a-z][^:]*$/i.test(lead) || digitsBeforeLetters(number) < 3) return []
    const digits = number.toLowerCase().replace(/[a-z]/g, keypadDigit).replace(/\D/g, "")
    return [{ digits: plus + digits, extension, spelt: "word" }]
  }
  const smudged = letters > 0 || number.includes("*") || /[a-z]$|^ *-$/i.test(lead)
  const digits = plus + number.replace(/\D/g, "")
  return [{ digits, extension, spelt: smudged ? "smudged" : "digits" }]
}

const digitsBeforeLetters = (number: string): number =>
  number.slice(0, number.search(/[a-z]/i)).replace(/\D/g, "").length

const keypad = "22233344455566677778889999"
const keypadDigit = (letter: string): string => keypad.charAt(letter.charCodeAt(0) - 97)
