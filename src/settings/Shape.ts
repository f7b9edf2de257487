/**
 * What the Schema says about a place in the configuration: which keys may stand there, what may
 * be written, and whether it may be shown.
 */
import * as Option from "effect/Option"
import * as AST from "effect/SchemaAST"
import { Expects, Hidden } from "./Key.ts"
import type { Path } from "./Problem.ts"

/** What a person writes, which is the encoded side. */
export const written = (ast: AST.AST): AST.AST => {
  switch (ast._tag) {
    case "Transformation":
    case "Refinement":
      return written(ast.from)
    case "Suspend":
      return written(ast.f())
    default:
      return ast
  }
}

/** The shapes a value at this path can have; none where nothing may stand. */
export const shapesAt = (ast: AST.AST, path: Path): ReadonlyArray<AST.AST> => {
  const [step, ...rest] = path
  if (step === undefined) return [ast]
  const shape = written(ast)
  if (AST.isUnion(shape)) return shape.types.flatMap((type) => shapesAt(type, path))
  if (AST.isTypeLiteral(shape)) {
    const named = shape.propertySignatures.find(({ name }) => name === step)
    const below = named === undefined ? shape.indexSignatures.map(({ type }) => type) : [named.type]
    return below.flatMap((type) => shapesAt(type, rest))
  }
  if (!AST.isTupleType(shape) || typeof step !== "number") return []
  const item = shape.elements[step] ?? shape.rest[0]
  return item === undefined ? [] : shapesAt(item.type, rest)
}

/**
 * May a single value at this path be repeated? Only where the Schema asks for one and hides
 * nothing: a text in the place of a section is a line that lost its colon.
 */
export const isShown = (ast: AST.AST, path: Path): boolean =>
  shapesAt(ast, path).some(admitsSingle) &&
  path.every((_, depth) => !hides(ast, path.slice(0, depth + 1)))

/**
 * URLs can carry a password, or a token behind the question mark. And what looks like a comment
 * or another key inside a text got there by a slip: it may be any line of the file.
 */
export const isPlain = (text: string): boolean => !/[#\n]|:\s|[:/].*[@?]/.test(text)

const hides = (ast: AST.AST, path: Path): boolean =>
  shapesAt(ast, path).some((shape) => annotated(shape, Hidden))

/** The annotation may sit on any layer between the type and what is written. */
const annotated = (ast: AST.AST, annotation: symbol): boolean => {
  if (ast.annotations[annotation] === true) return true
  const inner = AST.isTransformation(ast) || AST.isRefinement(ast) ? ast.from : undefined
  return inner !== undefined && annotated(inner, annotation)
}

export const signaturesOf = (ast: AST.AST): ReadonlyArray<AST.PropertySignature> => {
  const shape = written(ast)
  if (AST.isUnion(shape)) return shape.types.flatMap(signaturesOf)
  return AST.isTypeLiteral(shape) ? shape.propertySignatures : []
}

export const keysOf = (ast: AST.AST): ReadonlyArray<string> =>
  signaturesOf(ast).map(({ name }) => String(name))

/** The words that may be written here, where there are only so many. */
export const choicesOf = (ast: AST.AST): ReadonlyArray<string> => {
  const shape = written(ast)
  if (AST.isUnion(shape)) return shape.types.flatMap(choicesOf)
  return AST.isLiteral(shape) ? [String(shape.literal)] : []
}

/** In a few words, what may be written. */
export const expects = (ast: AST.AST): string => {
  const said = ast.annotations[Expects]
  if (typeof said === "string") return said
  switch (ast._tag) {
    case "Transformation":
    case "Refinement":
      return expects(ast.from)
    case "Suspend":
      return expects(ast.f())
    case "Literal":
      return String(ast.literal)
    case "Union":
      return ast.types.map(expects).join(", ")
    case "StringKeyword":
      return "text"
    case "NumberKeyword":
      return "a number"
    case "BooleanKeyword":
      return "true or false"
    case "TupleType": {
      const item = ast.rest[0]
      return item === undefined ? "a list" : `a list of: ${expects(item.type)}`
    }
    case "TypeLiteral":
      return ast.propertySignatures.length === 0
        ? "names, each with a value of its own"
        : `the keys ${keysOf(ast).join(", ")}`
    default:
      return Option.getOrElse(AST.getTitleAnnotation(ast), () => "something else")
  }
}

export const descriptionOf = (signature: AST.Annotated): string | undefined =>
  Option.getOrUndefined(AST.getDescriptionAnnotation(signature))

/**
 * All keys there are, and whether they only ever hold a single value that may be shown. It is
 * all there is to go by when the text is no YAML.
 */
export const everyKey = (ast: AST.AST): ReadonlyMap<string, boolean> => {
  const plain = new Map<string, boolean>()
  const seen = new Set<AST.AST>()
  const visit = (ast: AST.AST): void => {
    const shape = written(ast)
    if (seen.has(shape)) return
    seen.add(shape)
    if (AST.isUnion(shape)) shape.types.forEach(visit)
    if (AST.isTupleType(shape)) for (const { type } of shape.rest) visit(type)
    if (!AST.isTypeLiteral(shape)) return
    for (const { type } of shape.indexSignatures) visit(type)
    for (const { name, type } of shape.propertySignatures) {
      const single = !annotated(type, Hidden) && isSingle(type)
      plain.set(String(name), single && (plain.get(String(name)) ?? true))
      visit(type)
    }
  }
  visit(ast)
  return plain
}

const isSingle = (ast: AST.AST): boolean => {
  const shape = written(ast)
  return AST.isUnion(shape) ? shape.types.every(isSingle) : isScalar(shape)
}

const admitsSingle = (ast: AST.AST): boolean => {
  const shape = written(ast)
  return AST.isUnion(shape) ? shape.types.some(admitsSingle) : isScalar(shape)
}

const isScalar = (shape: AST.AST): boolean =>
  AST.isStringKeyword(shape) ||
  AST.isNumberKeyword(shape) ||
  AST.isBooleanKeyword(shape) ||
  AST.isLiteral(shape)
