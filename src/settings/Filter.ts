/**
 * Filters as they are written: `and`, `or`, `not`, and for each field the tests it has to pass.
 * Everything that stands side by side has to hold. Operands are brought into normal form here,
 * so that `country: { eq: Germany }` finds what is kept as DE, and one that makes no sense is a
 * mistake in the file and not a filter that silently matches nothing.
 */
import * as Effect from "effect/Effect"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { FieldName } from "../core/Fields.ts"
import {
  type Filter,
  filterFields,
  type Operand,
  type Test,
  type TestName,
  testsFor
} from "../core/Filter.ts"
import type { FieldType, Kind } from "../core/Kinds.ts"
import { Expects } from "./Key.ts"
import { normalOperand } from "./Operand.ts"
import { Text } from "./Values.ts"

/** What may be written, nested filters already understood. */
type Written = {
  readonly and?: ReadonlyArray<Filter>
  readonly or?: ReadonlyArray<Filter>
  readonly not?: Filter
} & { readonly [field: FieldName]: unknown }

export const filterOf = (kind: Kind): Schema.Schema<Filter, object> => {
  const nested = Schema.suspend((): Schema.Schema<Filter, object> => filter)
  const types = filterFields(kind)
  const fields = Object.entries(types).map(([field, type]) => [
    field,
    optional(testsOf(field, type), `Tests on \`${field}\` (${type}); all of them have to hold.`)
  ])
  const struct = {
    and: optional(Schema.NonEmptyArray(nested), "Every one of these filters has to hold."),
    or: optional(Schema.NonEmptyArray(nested), "At least one of these filters has to hold."),
    not: optional(nested, "This filter must not hold."),
    ...Object.fromEntries(fields)
  }
  const filter: Schema.Schema<Filter, object> = Schema.transformOrFail(
    // The keys are computed, so the compiler cannot see that they are those of a kind.
    notEmpty(
      Schema.make<Written, object>(Schema.Struct(struct).ast),
      `a filter: and, or, not, or fields of a ${kind} with their tests`
    ),
    Schema.declare((input): input is Filter => typeof input === "object" && input !== null),
    {
      strict: true,
      decode: (written, _, ast) => understand(written, types, ast),
      encode: (filter) => Effect.succeed(writtenOut(filter))
    }
  ).annotations({ identifier: `${kind}-filter` })
  return filter
}

/** Unlike other keys these change nothing by being left out, which keeps their Schema plain. */
const optional = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.optionalWith(schema, { exact: true }).annotations({ description })

/** `filter: {}` would let everything through, and is more likely a line that was forgotten. */
const notEmpty = <A extends object, I>(schema: Schema.Schema<A, I>, expects: string) =>
  schema.pipe(
    Schema.filter(
      (value) => Object.keys(value).length > 0 || "write at least one, or take it out",
      {
        [Expects]: expects,
        jsonSchema: { minProperties: 1 }
      }
    )
  )

const testsOf = (field: FieldName, type: FieldType) => {
  const names = testsFor(field, type)
  const [sort, operand] = operandOf(type)
  const tests: { readonly [name in TestName]: Schema.Struct.Field } = {
    eq: optional(operand, "Is this value; of a set, one of its values is."),
    in: optional(Schema.NonEmptyArray(operand), "Is one of these values."),
    prefix: optional(Text, "Begins with this text, in upper or lower case."),
    exists: optional(Schema.Boolean, "Has a value (true), or has none (false)."),
    before: optional(Schema.String, "Is earlier than this time, such as 2026-01-31."),
    after: optional(Schema.String, "Is later than this time, such as 2026-01-31T12:00:00Z."),
    list: optional(textOrNumber, "Is on this list of the hub.")
  }
  const known = Object.fromEntries(names.map((name) => [name, tests[name]]))
  const struct = Schema.make<object>(Schema.Struct(known).ast)
  return notEmpty(struct, `one or more of ${names.join(", ")}`).annotations({
    identifier: `tests-${[...names, sort].join("-")}`
  })
}

const textOrNumber = Schema.Union(Schema.String, Schema.Number).annotations({
  [Expects]: "text or a number"
})

/** What may be written for a type, and what that is called in the name of its Schema. */
const operandOf = (type: FieldType): readonly [name: string, schema: Schema.Schema<Operand>] => {
  if (type === "boolean") return ["yes-no", Schema.make(Schema.Boolean.ast)]
  if (type === "integer") return ["number", Schema.make(Schema.Number.ast)]
  const either = type === "reference" || type === "money"
  return either
    ? ["text-or-number", Schema.make(textOrNumber.ast)]
    : ["text", Schema.make(Schema.String.ast)]
}

const understand = (
  written: Written,
  types: { readonly [field: FieldName]: FieldType },
  ast: ParseResult.Transformation["ast"]
) => {
  const { and, not, or, ...fields } = written
  const issues: Array<ParseResult.ParseIssue> = []
  const normal = (field: FieldName, at: ReadonlyArray<string | number>, operand: Operand) => {
    const type = field === "lists" ? "text" : (types[field] ?? "text")
    const read = normalOperand(type, operand)
    if (!("problem" in read)) return read.normal
    const shape = Schema.String.annotations({ [Expects]: read.expects }).ast
    const issue = new ParseResult.Type(shape, operand, read.problem)
    issues.push(new ParseResult.Pointer([field, ...at], operand, issue))
    return operand
  }
  const tests = Object.entries(fields).flatMap(
    ([field, tests]): ReadonlyArray<Filter> =>
      Object.entries(tests as TestsWritten).map(([name, operand]) => ({
        field,
        test: testOf(name, operand, (at, each) => normal(field, at, each))
      }))
  )
  const all = [
    ...tests,
    ...(and === undefined ? [] : and),
    ...(or === undefined ? [] : [{ or }]),
    ...(not === undefined ? [] : [{ not }])
  ]
  const [only, ...more] = all
  const [issue, ...others] = issues
  if (issue !== undefined) {
    return Effect.fail(new ParseResult.Composite(ast, written, [issue, ...others]))
  }
  return Effect.succeed(only !== undefined && more.length === 0 ? only : { and: all })
}

/** What the Schema of a field's tests has let through. */
type TestsWritten = { readonly [name: string]: Operand | ReadonlyArray<Operand> }

const testOf = (
  name: string,
  operand: Operand | ReadonlyArray<Operand>,
  normal: (at: ReadonlyArray<string | number>, operand: Operand) => Operand
): Test => {
  if (typeof operand === "object") {
    return { in: operand.map((each, index) => normal([name, index], each)) }
  }
  if (name === "exists") return { exists: operand === true }
  if (name === "prefix") return { prefix: String(operand) }
  if (name === "eq") return { eq: normal([name], operand) }
  const text = String(normal([name], operand))
  return name === "before" ? { before: text } : name === "after" ? { after: text } : { list: text }
}

/** The same filter in its plainest spelling. */
const writtenOut = (filter: Filter): Written => {
  if (!("field" in filter)) return filter as Written
  return { [filter.field]: filter.test } as Written
}
