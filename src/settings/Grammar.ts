/**
 * A file that cannot be read, and text that is no YAML, in words of our own: the parser's
 * messages may quote what they found, and what they found may be a secret.
 */
import type { YAMLError } from "yaml"
import type { Fault, Place, Range } from "./Source.ts"

export const grammar = (
  text: string,
  { code, pos }: YAMLError,
  places: ReadonlyArray<Place>
): Fault => {
  const said = sayings[code] ?? general
  const line = lineAround(text, pos[0])
  const range = culprit(text, pos, places)
  // `{ token: ${TOKEN} }`: to YAML the inner braces are a mapping of their own.
  const braces = /[{[,].*\$\{/.test(line) && unquotable.includes(code)
  return { path: [], range, blame: "value", allowed: null, ...(braces ? quoting : said) }
}

/** Where to look: the quote that was opened, and not the end of the file where it was missed. */
const culprit = (text: string, pos: Range, places: ReadonlyArray<Place>): Range => {
  const open = places.find(
    ({ leaf, value }) =>
      leaf && value[0] < pos[0] && value[1] >= pos[0] && /["']/.test(text[value[0]] ?? "")
  )
  if (open !== undefined) return [open.value[0], open.value[0] + 1]
  const blanks = /^ */.exec(text.slice(pos[0]))?.[0].length ?? 0
  const start = pos[0] + blanks
  return [start, Math.max(start + 1, pos[1])]
}

export const unreadable = (file: string, cause: unknown): Fault => ({
  path: [],
  blame: "value",
  allowed: "a YAML file; an empty one means every default",
  ...(reasons[codeOf(cause)] ?? { found: "a file that cannot be read", remedy: `look at ${file}` })
})

interface Saying {
  readonly found: string
  readonly remedy: string
}

const general: Saying = {
  found: "something that is no YAML",
  remedy: "look at this line and the one above: a colon, a quote, or the indentation"
}
const quoting: Saying = {
  found: "`${...}` without quotes inside { } or [ ]",
  remedy: 'write "${...}" in quotes, or one key per line'
}
const unquotable: ReadonlyArray<string> = ["UNEXPECTED_TOKEN", "MISSING_CHAR", "BAD_INDENT"]

const quoteIt: Saying = {
  found: "a text that begins with a character YAML keeps for itself",
  remedy: "put the text in quotes"
}
const oneKey: Saying = {
  found: "a second colon on one line",
  remedy: "put the text after the first colon in quotes, or the second key on a line of its own"
}
const ownTags: Saying = {
  found: "a tag (`!...`), which means nothing here",
  remedy: "leave the tag out; in front of a text that begins with `!`, use quotes"
}

const sayings: { readonly [code: string]: Saying } = {
  TAB_AS_INDENT: {
    found: "a tab as indentation",
    remedy: "indent with spaces: YAML allows no tabs there"
  },
  BAD_INDENT: {
    found: "indentation that fits nothing above",
    remedy: "let all keys of one section begin in the same column"
  },
  MISSING_CHAR: {
    found: "something left open: a quote, a bracket, or a missing comma",
    remedy: "close it, or put the whole text in quotes"
  },
  BLOCK_AS_IMPLICIT_KEY: oneKey,
  MULTILINE_IMPLICIT_KEY: {
    found: "a line without a colon",
    remedy: "write `key: value`; the colon needs a space after it"
  },
  BAD_SCALAR_START: quoteIt,
  BAD_DQ_ESCAPE: {
    found: "a backslash that means nothing in double quotes",
    remedy: "use single quotes, or write the backslash twice"
  },
  TAG_RESOLVE_FAILED: ownTags,
  MULTIPLE_DOCS: {
    found: "a second document (`---`)",
    remedy: "keep one configuration per file"
  },
  NON_STRING_KEY: { found: "a key that is no text", remedy: "write `key: value`" }
}

const reasons: { readonly [code: string]: Saying } = {
  ENOENT: {
    found: "no file of this name",
    remedy:
      "name another with --config FILE or TANDEM_CONFIG, or make this one: it may be empty, " +
      "then every default holds"
  },
  ENOTDIR: { found: "no such directory", remedy: "name the file with --config FILE" },
  EISDIR: { found: "a directory", remedy: "name the file in it with --config FILE" },
  EACCES: {
    found: "a file this user may not read",
    remedy: "let the user Tandem runs as read it"
  }
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause ? String(cause.code) : ""

const lineAround = (text: string, at: number): string => {
  const start = text.lastIndexOf("\n", at - 1) + 1
  const end = text.indexOf("\n", at)
  return text.slice(start, end === -1 ? undefined : end)
}
