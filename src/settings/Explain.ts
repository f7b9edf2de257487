/**
 * Why a tree is no configuration, one fault per mistake: what stands there, what may stand
 * there, and what the person most likely meant.
 */
import type * as ParseResult from "effect/ParseResult"
import * as AST from "effect/SchemaAST"
import { Advice, Expects } from "./Key.ts"
import { nearest } from "./Nearest.ts"
import { isKeyLike, type Path } from "./Problem.ts"
import {
  choicesOf,
  descriptionOf,
  expects,
  isPlain,
  isShown,
  keysOf,
  shapesAt,
  signaturesOf,
  written
} from "./Shape.ts"
import type { Fault } from "./Source.ts"

/** `origin` names what a value came from, where it did not come from the file itself. */
export const explain = (
  root: AST.AST,
  issue: ParseResult.ParseIssue,
  origin: (path: Path) => string | undefined
): ReadonlyArray<Fault> => {
  const foundAt = (path: Path, value: unknown): string => {
    const from = origin(path)
    if (from !== undefined) return `what ${from} holds, which is ${sortOf(value)}`
    const shown = isShown(root, path) && (typeof value !== "string" || isPlain(value))
    return shown ? shownValue(value) : sortOf(value)
  }
  const shapeAt = (path: Path): AST.AST => shapesAt(root, path)[0] ?? AST.unknownKeyword
  /** The innermost layer that says what it expects; else what the whole place expects. */
  const leaf = (ast: AST.AST, path: Path, value: unknown, remedy?: string): Fault => {
    const shape = Expects in ast.annotations ? ast : shapeAt(path)
    const quote = origin(path) === undefined && isShown(root, path)
    return {
      path,
      blame: "value",
      found: foundAt(path, value),
      allowed: expects(shape),
      remedy: remedy ?? advice(shape, value, quote)
    }
  }
  const visit = (issue: ParseResult.ParseIssue, path: Path): ReadonlyArray<Fault> => {
    switch (issue._tag) {
      case "Pointer": {
        const below = [...path, ...listOf(issue.path).map(stepOf)]
        if (issue.issue._tag === "Unexpected") return [unknownKey(shapeAt(path), below)]
        if (issue.issue._tag === "Missing") return [missing(shapeAt(path), below)]
        return visit(issue.issue, below)
      }
      case "Composite": {
        const inner = AST.isUnion(issue.ast) ? chosen(issue.ast, issue) : listOf(issue.issues)
        if (inner.length === 0) return [leaf(issue.ast, path, issue.actual)]
        return inner.flatMap((each) => visit(each, path))
      }
      case "Transformation":
        return visit(issue.issue, path)
      case "Refinement":
        if (issue.kind === "From") return visit(issue.issue, path)
        return [leaf(issue.ast, path, issue.actual, messageOf(issue.issue))]
      case "Type":
      case "Forbidden":
        return [leaf(issue.ast, path, issue.actual, issue.message)]
      default:
        return []
    }
  }
  return visit(issue, [])
}

/** Of several shapes, the one that is a list, or has keys, as the value does. */
const chosen = (
  union: AST.Union,
  { actual, issues }: ParseResult.Composite
): ReadonlyArray<ParseResult.ParseIssue> => {
  const like = union.types.find((type) => alike(written(type), actual))
  return listOf(issues).filter((each) => "ast" in each && each.ast === like)
}

const stepOf = (step: PropertyKey): string | number =>
  typeof step === "number" ? step : String(step)

const listOf = <A>(one: A | ReadonlyArray<A>): ReadonlyArray<A> =>
  Array.isArray(one) ? (one as ReadonlyArray<A>) : [one as A]

const alike = (shape: AST.AST, value: unknown): boolean =>
  Array.isArray(value)
    ? AST.isTupleType(shape)
    : typeof value === "object" && value !== null && AST.isTypeLiteral(shape)

const messageOf = (issue: ParseResult.ParseIssue): string | undefined =>
  issue._tag === "Type" ? issue.message : undefined

const unknownKey = (ast: AST.AST, path: Path): Fault => {
  const name = String(path.at(-1))
  const shape = written(ast)
  const known = keysOf(shape)
  const meant = nearest(name, known)
  const pattern = AST.isTypeLiteral(shape) ? shape.indexSignatures[0]?.parameter : undefined
  return {
    path,
    blame: "key",
    found: isKeyLike(name)
      ? `the key \`${name}\`, which means nothing here`
      : "a key that is no name: a colon may be missing, or the space behind it",
    allowed: pattern === undefined ? known.join(", ") : expects(pattern),
    remedy:
      meant !== null
        ? `did you mean \`${meant}\`?`
        : `take it out, or write ${pattern === undefined ? "one of these" : "it like that"}`
  }
}

const missing = (ast: AST.AST, path: Path): Fault => {
  if (typeof path.at(-1) === "number") {
    return {
      path: path.slice(0, -1),
      blame: "key",
      found: "an empty list",
      allowed: expects(ast),
      remedy: "write at least one, or take it out"
    }
  }
  const name = String(path.at(-1))
  const signature = signaturesOf(ast).find((each) => each.name === name)
  const meaning = signature === undefined ? undefined : descriptionOf(signature)
  return {
    path,
    blame: "key",
    found: `no \`${name}\``,
    allowed: signature === undefined ? null : expects(signature.type),
    remedy: `add \`${name}:\`${meaning === undefined ? "" : `. ${meaning}`}`
  }
}

const sortOf = (value: unknown): string => {
  if (value === null || value === undefined) return "nothing"
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list"
  if (typeof value === "object") {
    return Object.keys(value).length === 0 ? "a section with nothing in it" : "a section with keys"
  }
  if (typeof value === "string") return "text"
  return typeof value === "number" ? "a number" : `${value}`
}

const shownValue = (value: unknown): string => {
  if (typeof value === "string") {
    return `\`${value.length > 60 ? `${value.slice(0, 60)}...` : value}\``
  }
  return typeof value === "number" ? `the number ${value}` : sortOf(value)
}

/** What to do, told from what was written. `quote` the value only where it may be shown. */
const advice = (ast: AST.AST, value: unknown, quote: boolean): string => {
  const known = ast.annotations[Advice]
  if (quote && typeof known === "object" && known !== null && Object.hasOwn(known, String(value))) {
    return String(known[String(value) as keyof typeof known])
  }
  const shape = written(ast)
  const choices = choicesOf(shape)
  if (choices.length > 0 && typeof value === "string") {
    const meant = quote ? nearest(value, choices) : null
    return meant === null ? "write one of the allowed words" : `did you mean \`${meant}\`?`
  }
  if (AST.isStringKeyword(shape)) {
    return typeof value !== "object" && expects(ast) === "text"
      ? "put it in quotes"
      : "write a value that is allowed"
  }
  if (AST.isBooleanKeyword(shape)) return "write true or false, without quotes"
  if (AST.isNumberKeyword(shape) && typeof value !== "number")
    return "write a number, without quotes"
  if (AST.isTupleType(shape)) return "write a list: each item on a line of its own, after `- `"
  if (AST.isTypeLiteral(shape))
    return "write each key on a line of its own, indented below this one"
  return "write a value that is allowed"
}
