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
export const key = <A, I>(schema: Schema.Schema<A, I>, fallback: A, description: string) =>
  withDefault(schema, () => fallback, {
    ...meaning(description),
    [AST.DefaultAnnotationId]: fallback
  })

/** A key whose value has keys of its own, each with a default. */
export const section = <A, I extends object>(schema: Schema.Schema<A, I>, description: string) => {
  // Every key below has a default, so nothing at all is a valid value.
  const nothing = Fn.constant(Schema.decodeUnknownSync(schema))
  let filled: A | undefined
  return withDefault(schema, () => (filled ??= nothing()({})), meaning(description))
}

/** A key that may be left out, and then is not there. */
export const optional = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.makePropertySignature<"?:", A, never, "?:", I>(
    new Schema.PropertySignatureTransformation(
      new Schema.FromPropertySignature(schema.ast, true, true, meaning(description)),
      new Schema.ToPropertySignature(
        Schema.typeSchema(schema).ast,
        true,
        true,
        meaning(description),
        undefined
      ),
      Fn.identity,
      Fn.identity
    )
  )

/** A key that must be written. */
export const required = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.makePropertySignature<":", A, never, ":", I>(
    new Schema.PropertySignatureTransformation(
      new Schema.FromPropertySignature(schema.ast, false, true, meaning(description)),
      new Schema.ToPropertySignature(
        Schema.typeSchema(schema).ast,
        false,
        true,
        meaning(description),
        undefined
      ),
      Fn.identity,
      Fn.identity
    )
  )

const meaning = (description: string) => ({ [AST.DescriptionAnnotationId]: description })

const withDefault = <A, I>(
  schema: Schema.Schema<A, I>,
  fallback: () => A,
  annotations: AST.Annotations
) =>
  Schema.makePropertySignature<":", A, never, "?:", I, true>(
    new Schema.PropertySignatureTransformation(
      new Schema.FromPropertySignature(schema.ast, true, true, annotations),
      new Schema.ToPropertySignature(
        Schema.typeSchema(schema).ast,
        false,
        true,
        annotations,
        fallback
      ),
      Option.orElseSome(fallback),
      Fn.identity
    )
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
