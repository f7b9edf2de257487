/**
 * The line a problem stands on, with a caret below it, and nothing on it that might be a secret:
 * only keys, and values the Schema both knows and shows. Comments are left out.
 */
import type * as AST from "effect/SchemaAST"
import { isKeyLike, type Path, type Spot } from "./Problem.ts"
import { everyKey, isPlain, isShown } from "./Shape.ts"
import type { Range, Source } from "./Source.ts"

export const spotOf = (source: Source, root: AST.AST, [start, end]: Range): Spot => {
  const { line, col } = source.lines.linePos(start)
  const from = start - (col - 1)
  const text = lineAt(source.text, from)
  const open = source.sound ? openOf(source, root, from, text) : guessed(source, root, from, text)
  const shown = masked(text, open, col - 1, end - from)
  const number = String(line).padStart(5)
  return {
    line,
    column: col,
    excerpt: `${number} | ${shown.text}\n${" ".repeat(number.length)} | ${shown.caret}`
  }
}

const lineAt = (text: string, from: number): string => {
  const end = text.indexOf("\n", from)
  return text.slice(from, end === -1 ? undefined : end).replace(/\r$/, "")
}

/** For every character of the line, may it be shown? What is past the last is left out. */
const openOf = (
  source: Source,
  root: AST.AST,
  from: number,
  text: string
): ReadonlyArray<boolean> => {
  const open = Array.from({ length: text.length }, (_, at) => isGrammar(text[at] ?? ""))
  let last = 0
  const mark = ([start, end]: Range, shown?: boolean) => {
    const past = Math.min(text.length, end - from)
    const first = Math.max(0, start - from)
    if (first >= text.length || past <= 0) return
    if (shown !== undefined) open.fill(shown, first, past)
    // What goes on below the line says nothing about where the line ends.
    if (shown !== undefined || end - from <= text.length) last = Math.max(last, past)
  }
  for (const { name, range } of source.keys) mark(range, isKeyLike(name))
  for (const { leaf, path, value } of source.places.values()) {
    mark(value, leaf ? mayShow(root, path, source.text.slice(...value)) : undefined)
  }
  return open.slice(0, closing(text, last))
}

/** Without YAML to go by, a line is shown up to its key, and its value only for a plain key. */
const guessed = (
  source: Source,
  root: AST.AST,
  from: number,
  text: string
): ReadonlyArray<boolean> => {
  const [before = "", indent = "", name = ""] = /^(\s*(?:- +)*)([\w-]+)\s*: */.exec(text) ?? []
  const plain = everyKey(root).get(name)
  const value = text.slice(before.length)
  const sheltered = insideCredentials(source.text.slice(0, from), indent.length)
  const shown = plain === true && !sheltered && isPlain(value) && !/[{[&*!|>]/.test(value)
  const known = plain === undefined ? leading(text) : before.length
  return Array.from({ length: text.length }, (_, at) => at < known || shown)
}

const leading = (text: string): number => text.length - text.trimStart().length

const insideCredentials = (above: string, indent: number): boolean => {
  let least = indent
  for (const line of above.split("\n").reverse()) {
    if (line.trim() === "" || leading(line) >= least) continue
    least = leading(line)
    if (/^\s*(- +)*["']?credentials\b/.test(line)) return true
  }
  return false
}

/** A name of the environment may be read by anybody; what stands in for it may not. */
const mayShow = (root: AST.AST, path: Path, text: string): boolean => {
  if (/^["']?\$\{(\w+|file:[^}]*)\}["']?$/.test(text)) return true
  return isShown(root, path) && isPlain(text) && !text.includes(":-")
}

const isGrammar = (char: string): boolean => /[\s:,\-{}[\]"'?&*]/.test(char)

/** The brackets that close behind the last value belong to the line; a comment does not. */
const closing = (text: string, last: number): number =>
  last + (/^["'\]},:\s]*/.exec(text.slice(last))?.[0].trimEnd().length ?? 0)

/** Everything that may not be shown becomes one mask, whatever its length, and the caret moves. */
const masked = (
  text: string,
  open: ReadonlyArray<boolean>,
  first: number,
  past: number
): { readonly text: string; readonly caret: string } => {
  let shown = ""
  // Where each character of the line begins, and ends, in what is shown of it.
  const begins: Array<number> = []
  const ends: Array<number> = []
  open.forEach((visible, at) => {
    const goesOn = !visible && at > 0 && open[at - 1] === false
    begins.push(goesOn ? (begins[at - 1] ?? 0) : shown.length)
    if (!goesOn) shown += visible ? text[at] : mask
    ends.push(shown.length)
  })
  const start = begins[first] ?? shown.length
  const end = ends[Math.min(past, open.length) - 1] ?? shown.length
  const indent = shown.slice(0, start).replace(/[^\t]/g, " ")
  return { text: shown, caret: indent.padEnd(start) + "^".repeat(Math.max(1, end - start)) }
}

const mask = "****"
