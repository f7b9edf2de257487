/**
 * From what stands in the file to settings, one stage after the other: expand, override, decode,
 * check. Every stage adds what it finds wrong, so that a person hears of all mistakes at once.
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import { spotOf } from "./Excerpt.ts"
import { type Expanded, expand, type Origin, type World } from "./Expand.ts"
import { explain } from "./Explain.ts"
import { ConfigInvalid, type Path, type Problem, pathShown, pathText } from "./Problem.ts"
import type { Fault, Range, Source, Tree } from "./Source.ts"
import { isSection } from "./Source.ts"
import { warningsOf } from "./Warning.ts"

export interface Stages<A, I> {
  readonly schema: Schema.Schema<A, I>
  readonly override: (expanded: Expanded, world: World) => Expanded
  readonly check: (tree: Tree, show: Show) => ReadonlyArray<Fault>
}

/** A value, unless it came from outside: then where it came from. */
export type Show = (path: Path, text: string) => string

/** What is known about settings besides their values. */
export interface Known {
  readonly file: string
  /** Where each value that is no default came from: `line 12`, `${PORT}`, `DATABASE_URL`. */
  readonly origins: ReadonlyMap<string, string>
  /** Nothing that keeps Tandem from running, but worth saying. */
  readonly warnings: ReadonlyArray<string>
}

export const decode = <A, I>(
  { check, override, schema }: Stages<A, I>,
  source: Source,
  world: World
): Either.Either<{ readonly value: A; readonly known: Known }, ConfigInvalid> => {
  const invalid = (faults: ReadonlyArray<Fault>) =>
    Either.left(
      new ConfigInvalid({ file: source.file, problems: problemsOf(source, schema.ast, faults) })
    )
  if (!source.sound) return invalid(source.faults)

  const { faults, origins, tree } = override(expand(source.tree, world), world)
  const decoded = decodeTree(schema, tree, origins)
  const early = [...source.faults, ...faults]
  const show: Show = (path, text) => {
    const from = origins.get(pathText(path))?.from
    return from === undefined ? `\`${text}\`` : `what ${from} holds`
  }
  const late = [...(Either.isLeft(decoded) ? decoded.left : []), ...check(tree, show)]
  // What could not be expanded cannot be right either; said once is enough.
  const said = new Set(faults.map(({ path }) => pathText(path)))
  const all = [...early, ...late.filter(({ path }) => !said.has(pathText(path)))]
  if (Either.isLeft(decoded) || all.length > 0) return invalid(all)
  const known = {
    file: source.file,
    origins: originsOf(source, origins),
    warnings: warningsOf(source, origins)
  }
  return Either.right({ value: decoded.right, known })
}

/**
 * What came from outside is text. Where a text is wrong there and the whole value came from
 * outside, it is read once more as what YAML would have made of it: a number, true or false.
 */
const decodeTree = <A, I>(
  schema: Schema.Schema<A, I>,
  tree: Tree,
  origins: ReadonlyMap<string, Origin>
): Either.Either<A, ReadonlyArray<Fault>> => {
  const run = (tree: Tree) =>
    Either.mapLeft(
      Schema.decodeUnknownEither(schema, { errors: "all", onExcessProperty: "error" })(tree),
      ({ issue }) => explain(schema.ast, issue, (path) => origins.get(pathText(path))?.from)
    )
  const first = run(tree)
  if (Either.isRight(first)) return first
  const foreign = first.left.filter(({ path }) => origins.get(pathText(path))?.whole === true)
  if (foreign.length === 0) return first
  return run(foreign.reduce((tree, { path }) => retyped(tree, path), tree))
}

const retyped = (tree: Tree, [step, ...rest]: Path): Tree => {
  if (step === undefined) return typeof tree === "string" ? scalarOf(tree) : tree
  if (typeof step === "number") {
    if (!Array.isArray(tree)) return tree
    return tree.map((item: Tree, index) => (index === step ? retyped(item, rest) : item))
  }
  const below = isSection(tree) ? tree[step] : undefined
  return isSection(tree) && below !== undefined ? { ...tree, [step]: retyped(below, rest) } : tree
}

const scalarOf = (text: string): Tree => {
  if (text === "true" || text === "false") return text === "true"
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : text
}

const problemsOf = (
  source: Source,
  root: AST.AST,
  faults: ReadonlyArray<Fault>
): ReadonlyArray<Problem> =>
  faults
    .map((fault) => ({ fault, range: rangeOf(source, fault) }))
    .sort((a, b) => (a.range?.[0] ?? -1) - (b.range?.[0] ?? -1))
    .map(({ fault: { allowed, found, path, remedy }, range }) => ({
      path: pathShown(path),
      spot: range === undefined ? null : spotOf(source, root, range),
      found,
      allowed,
      remedy
    }))

/** Where nothing stands, that is what has to be said: the section it is missing from. */
const rangeOf = (source: Source, { blame, path, range }: Fault): Range | undefined => {
  if (range !== undefined) return range
  const place = source.places.get(pathText(path))
  if (place !== undefined) {
    const { key, leaf, value } = place
    return key !== null && (blame === "key" || !leaf) ? key : value
  }
  const above = source.places.get(pathText(path.slice(0, -1)))
  if (above === undefined || path.length === 0) return undefined
  return above.key ?? [above.value[0], above.value[0] + 1]
}

const originsOf = (
  source: Source,
  origins: ReadonlyMap<string, Origin>
): ReadonlyMap<string, string> => {
  const all = new Map<string, string>()
  for (const [path, { leaf, value }] of source.places) {
    if (leaf) all.set(path, `line ${source.lines.linePos(value[0]).line}`)
  }
  for (const [path, { from }] of origins) all.set(path, from)
  return all
}
