/**
 * How a key of the configuration is declared: with its meaning, and with the value it has when
 * nobody writes it. Keys are named in code as they are named in the file.
 */
import * as Fn from "effect/Function"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"

/** What a person may write, in a few words, for messages. */
export const Expects = Symbol.for("tandem/settings/Expects")
/** What to do about a value that nearly everybody gets wrong the same way. */
export const Advice = Symbol.for("tandem/settings/Advice")
/** Set on what must never be shown. */
export const Hidden = Symbol.for("tandem/settings/Hidden")

/** A key with a default. */
export const key = <A, I>(schema: Schema.Schema<A, I>, fallback: A, description: string) => {
  const said = { ...meaning(description), [AST.DefaultAnnotationId]: fallback }
  return Schema.makePropertySignature<":", A, never, "?:", I, true>(
    signature(schema, "?:", ":", said, () => fallback)
  )
}

/** A key whose value has keys of its own, which all have defaults. */
export const section = <A, I>(schema: Schema.Schema<A, I>, description: string) => {
  let filled: A | undefined
  const fallback = () => (filled ??= Schema.decodeUnknownSync(schema)({}))
  return Schema.makePropertySignature<":", A, never, "?:", I, true>(
    signature(schema, "?:", ":", meaning(description), fallback)
  )
}

/** A key that may be left out, and then is not there. */
export const optional = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.makePropertySignature<"?:", A, never, "?:", I>(
    signature(schema, "?:", "?:", meaning(description))
  )

/** A key that must be written. */
export const required = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.makePropertySignature<":", A, never, ":", I>(
    signature(schema, ":", ":", meaning(description))
  )

const meaning = (description: string) => ({ [AST.DescriptionAnnotationId]: description })

/** The library keeps what is said of a key on one side only; messages and editors ask both. */
const signature = <A, I>(
  schema: Schema.Schema<A, I>,
  inFile: "?:" | ":",
  inCode: "?:" | ":",
  said: AST.Annotations,
  fallback?: () => A
) =>
  new Schema.PropertySignatureTransformation(
    new Schema.FromPropertySignature(schema.ast, inFile === "?:", true, said),
    new Schema.ToPropertySignature(AST.typeAST(schema.ast), inCode === "?:", true, said, fallback),
    fallback === undefined ? Fn.identity : Option.orElseSome(fallback),
    Fn.identity
  )

/**
 * A text that has to look a certain way. `wrong` says what to do about one that does not;
 * `pattern` is the nearest an editor can check.
 */
export const text = (
  expects: string,
  wrong: (text: string) => string | undefined,
  pattern?: string
): Schema.filter<typeof Schema.String> =>
  Schema.String.pipe(
    Schema.filter((value) => wrong(value) ?? true, {
      [Expects]: expects,
      ...(pattern === undefined ? {} : { jsonSchema: { pattern } })
    })
  )
