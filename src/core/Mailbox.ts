/**
 * The grammar of an address, `local@domain`, as RFC 5322 writes it: words between dots, quoted or
 * not, with comments and folded white space anywhere between. One pass over the text, whatever
 * it is; the answer is a mailbox, or a sentence's end that says what is wrong with the address.
 */
import { isAddressLiteral } from "./AddressLiteral.ts"
import { nfc } from "./Nfc.ts"

export interface Mailbox {
  /** In lower case, quoted only where it has to be. */
  readonly local: string
  /** As written, or `[1.2.3.4]` in lower case. */
  readonly domain: string
  readonly literal: boolean
}

export const readMailbox = (text: string): Mailbox | string => {
  const tokens = tokensOf(text)
  if (typeof tokens === "string") return tokens
  const at = tokens.findIndex((token) => token.kind === "@")
  if (at === -1) return "has no @"
  const local = dotted(tokens.slice(0, at), ["atom", "quoted"])
  if (local === null) return "has no name before the @"
  const host = tokens.slice(at + 1)
  const [first] = host
  if (first?.kind === "literal") {
    const domain = first.text.toLowerCase()
    return host.length === 1 && isAddressLiteral(domain)
      ? { local: quotedIfNeeded(local), domain: `[${domain}]`, literal: true }
      : "has no address between its brackets"
  }
  const domain = dotted(host, ["atom"])
  if (domain === null) return "has no host name after the @"
  return { local: quotedIfNeeded(local), domain, literal: false }
}

interface Token {
  readonly kind: "atom" | "quoted" | "literal" | "." | "@"
  readonly text: string
}

const tokensOf = (text: string): ReadonlyArray<Token> | string => {
  const tokens: Array<Token> = []
  for (let next = 0; next < text.length; ) {
    const start = next
    const char = text.charAt(start)
    if (char === "." || char === "@") {
      tokens.push({ kind: char, text: char })
      next = start + 1
    } else if (char === "(") {
      next = endOfComment(text, start)
      if (next === -1) return "has a comment that does not end"
    } else if (char === '"') {
      next = endOfQuoted(text, start)
      if (next === -1) return "has a quote that does not end, or a control character in it"
      tokens.push({ kind: "quoted", text: unquoted(text.slice(start + 1, next - 1)) })
    } else if (char === "[") {
      next = text.indexOf("]", start) + 1
      if (next === 0) return "has a bracket that does not end"
      tokens.push({ kind: "literal", text: text.slice(start + 1, next - 1) })
    } else {
      next = endOf(space, text, start)
      if (next > start) continue
      next = endOf(atom, text, start)
      if (next === start) return "has a character that needs quotes"
      tokens.push({ kind: "atom", text: text.slice(start, next) })
    }
  }
  return tokens
}

/** The words, where dots and words take turns and a word is at either end. */
const dotted = (
  tokens: ReadonlyArray<Token>,
  words: ReadonlyArray<Token["kind"]>
): string | null => {
  const takesTurns = tokens.every(({ kind }, i) =>
    i % 2 === 1 ? kind === "." : words.includes(kind)
  )
  return takesTurns && tokens.length % 2 === 1 ? tokens.map(({ text }) => text).join("") : null
}

/** Lower case may take letters and accents apart or bring them together, hence NFC once more. */
const quotedIfNeeded = (local: string): string => {
  const lower = nfc(local.toLowerCase())
  return dotAtom.test(lower) ? lower : `"${lower.replace(needsBackslash, "\\$&")}"`
}

const endOfComment = (text: string, start: number): number => {
  let depth = 0
  for (let i = start; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === "\\") i++
    else if (char === "(") depth++
    else if (char === ")" && --depth === 0) return i + 1
  }
  return -1
}

const endOfQuoted = (text: string, start: number): number => {
  let next = start + 1
  while (text.charAt(next) !== '"') {
    const end = endOf(quotable, text, next)
    if (end === next) return -1
    next = end
  }
  return next + 1
}

/** A fold is a line end before white space, and means only the white space. */
const unquoted = (text: string): string =>
  text.replace(/\r\n(?=[ \t])/g, "").replace(/\\([\s\S])/g, "$1")

/** Where a sticky pattern ends that starts here; here, where it does not match. */
const endOf = (pattern: RegExp, text: string, start: number): number => {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : start
}

// Beyond ASCII, every character that can be seen may stand in a name without quotes (RFC 6531).
const seen = "[^\\x00-\\x7f\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Z}]"
const atext = `(?:[A-Za-z0-9!#$%&'*+/=?^_\`{|}~-]|${seen})`
const space = /(?:(?:\r\n)?[ \t])+/y
const atom = new RegExp(`${atext}+`, "uy")
const dotAtom = new RegExp(`^${atext}+(?:\\.${atext}+)*$`, "u")
const quotable = new RegExp(`(?:\\r\\n)?[ \\t]|\\\\[\\x00-\\x7f]|[!#-[\\]-~]|${seen}`, "uy")
const needsBackslash = /["\\\x00-\x08\x0a-\x1f\x7f]/g
