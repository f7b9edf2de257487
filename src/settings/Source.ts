/**
 * The configuration file as it was written: a plain tree, and for every value of the tree the
 * place in the text where it stands. Nothing is interpreted here.
 *
 * A key with nothing after it is as good as not written, so that a section whose lines are all
 * commented out means its defaults.
 */
import * as fs from "node:fs"
import type { Document, Node, Pair } from "yaml"
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml"
import { grammar, unreadable } from "./Grammar.ts"
import { keyShown, type Path, pathText } from "./Problem.ts"

export type Tree =
  | string
  | number
  | boolean
  | null
  | ReadonlyArray<Tree>
  | { readonly [key: string]: Tree }

export const isList = (tree: Tree): tree is ReadonlyArray<Tree> => Array.isArray(tree)

export const isSection = (tree: Tree): tree is { readonly [key: string]: Tree } =>
  typeof tree === "object" && tree !== null && !isList(tree)

/** From the first character up to, not including, the last. */
export type Range = readonly [start: number, end: number]

export interface Place {
  readonly path: Path
  readonly key: Range | null
  readonly value: Range
  readonly leaf: boolean
}

export interface Key {
  readonly name: string
  readonly range: Range
}

/** What is wrong, and whether the key or the value is to blame. */
export interface Fault {
  readonly path: Path
  readonly range?: Range | undefined
  readonly blame: "key" | "value"
  readonly found: string
  readonly allowed: string | null
  readonly remedy: string
}

export interface Source {
  /** As the person named it: what messages say. */
  readonly file: string
  readonly text: string
  readonly lines: LineCounter
  readonly tree: Tree
  readonly places: ReadonlyMap<string, Place>
  /** Also those that are no use: written twice, or with nothing after them. */
  readonly keys: ReadonlyArray<Key>
  readonly faults: ReadonlyArray<Fault>
  /** When false there is no YAML to look at, and the places are guesses. */
  readonly sound: boolean
}

export const read = (file: string): Source => {
  try {
    return parse(file, fs.readFileSync(file, "utf8"))
  } catch (cause) {
    return { ...parse(file, ""), faults: [unreadable(file, cause)], sound: false }
  }
}

export const parse = (file: string, text: string): Source => {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false
  })
  // What follows the first mistake of grammar is mostly its echo.
  const error = [...document.errors, ...document.warnings][0]
  const walk: Walk = { document, lines, places: new Map(), keys: [], faults: [], left: mostNodes }
  const tree = isNode(document.contents) ? treeOf(document.contents, [], null, walk) : undefined
  return {
    file,
    text,
    lines,
    tree: tree ?? {},
    places: walk.places,
    keys: walk.keys,
    faults: error === undefined ? walk.faults : [grammar(text, error, [...walk.places.values()])],
    sound: error === undefined
  }
}

interface Walk {
  readonly document: Document.Parsed
  readonly lines: LineCounter
  readonly places: Map<string, Place>
  readonly keys: Array<Key>
  readonly faults: Array<Fault>
  /** How many more nodes may come: aliases can unfold to more than memory holds. */
  left: number
}

const mostNodes = 50_000
const deepest = 60

const treeOf = (node: Node, path: Path, key: Range | null, walk: Walk): Tree | undefined => {
  walk.left -= 1
  if (walk.left < 0 || path.length > deepest) return tooMuch(path, walk)
  if (isAlias(node)) {
    const target = node.resolve(walk.document)
    return target === undefined
      ? unknownAlias(path, key ?? rangeOf(node), walk)
      : treeOf(target, path, key, walk)
  }
  walk.places.set(pathText(path), { path, key, value: rangeOf(node), leaf: isScalar(node) })
  if (isMap(node)) return mapOf(node.items, path, walk)
  if (isSeq(node)) {
    return node.items.map((item, index) =>
      isNode(item) ? (treeOf(item, [...path, index], null, walk) ?? null) : null
    )
  }
  // The core schema of YAML knows no scalars but these.
  const scalar = isScalar(node) ? (node.value as string | number | boolean | null) : null
  return scalar ?? undefined
}

/** Where the name alone says something, nothing after it means all defaults. */
const speakingNames: ReadonlyArray<string | number | undefined> = ["kinds", "workspaces"]

const mapOf = (items: ReadonlyArray<Pair>, path: Path, walk: Walk): Tree => {
  const entries = new Map<string, Tree>()
  const seen = new Map<string, number>()
  const blank = speakingNames.includes(path.at(-1)) ? {} : undefined
  for (const { key, value } of items) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    const below = [...path, name]
    const range = rangeOf(key)
    walk.keys.push({ name, range })
    const first = seen.get(name)
    if (first === undefined) {
      seen.set(name, walk.lines.linePos(range[0]).line)
      const tree = (isNode(value) ? treeOf(value, below, range, walk) : undefined) ?? blank
      if (tree !== undefined) entries.set(name, tree)
    } else walk.faults.push(repeated(below, range, first))
  }
  return Object.fromEntries(entries)
}

const rangeOf = (node: Node): Range => {
  const [start, end] = node.range ?? [0, 0]
  return [start, end]
}

const repeated = (path: Path, range: Range, line: number): Fault => ({
  path,
  range,
  blame: "key",
  found: `\`${keyShown(String(path.at(-1)))}\` a second time; the first is on line ${line}`,
  allowed: "every key once",
  remedy: "keep one of the two"
})

const unknownAlias = (path: Path, range: Range, walk: Walk): undefined => {
  walk.faults.push({
    path,
    range,
    blame: "value",
    found: "an alias (`*...`) of something that is nowhere above",
    allowed: null,
    remedy: "put a text that begins with `*` in quotes"
  })
}

const tooMuch = (path: Path, walk: Walk): undefined => {
  // Said once: every node still to come would only repeat it.
  if (walk.left < -mostNodes) return
  walk.left = -mostNodes - 1
  walk.faults.push({
    path: path.slice(0, 4),
    blame: "value",
    found: "more than a configuration can hold",
    allowed: `up to ${mostNodes} values, ${deepest} levels deep`,
    remedy: "look for an alias that contains itself"
  })
}
