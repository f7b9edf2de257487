/**
 * Which records and rows a setting is about. One definition with two readings, this function and
 * the SQL of the store, which always agree. Every answer is yes or no, so that `not` means the
 * opposite: a field that has no value, or none that could be read, passes no test but `exists`.
 *
 * Operands are in normal form, as all values inside are.
 */
import type { FieldName, Fields, Value } from "./Fields.ts"
import { Unreadable } from "./Fields.ts"
import { formOf, isPhone } from "./Form.ts"
import { type FieldType, fieldsOf, isSet, type Kind } from "./Kinds.ts"

export type Operand = string | number | boolean

export type Test =
  | { readonly eq: Operand }
  | { readonly in: ReadonlyArray<Operand> }
  | { readonly prefix: string }
  | { readonly exists: boolean }
  | { readonly before: string }
  | { readonly after: string }
  /** Is on this list of the hub, by its title or its id. */
  | { readonly list: string }

export type Filter =
  | { readonly and: ReadonlyArray<Filter> }
  | { readonly or: ReadonlyArray<Filter> }
  | { readonly not: Filter }
  | { readonly field: FieldName; readonly test: Test }

/** What a filter may ask about besides a kind's own fields. `lists` holds ids and titles. */
const beside = { created_at: "instant", updated_at: "instant", lists: "tag-set" } as const

export const filterFields = (kind: Kind): { readonly [field: FieldName]: FieldType } => ({
  ...fieldsOf[kind],
  ...beside
})

export type TestName = "eq" | "in" | "prefix" | "exists" | "before" | "after" | "list"

/** The tests that mean something for a field. Any other is passed by nothing. */
export const testsFor = (field: FieldName, type: FieldType): ReadonlyArray<TestName> => {
  if (field === "lists") return ["list"]
  if (type === "json") return ["exists"]
  if (type === "boolean") return ["eq", "exists"]
  if (type === "instant") return ["before", "after", "exists"]
  return beginnings.includes(type) ? ["eq", "in", "prefix", "exists"] : ["eq", "in", "exists"]
}

const beginnings: ReadonlyArray<FieldType> = [
  "text",
  "name",
  "email",
  "phone",
  "url",
  "linkedin-person",
  "linkedin-company",
  "domain",
  "enum"
]

/** The type of a field the test may be put to; undefined where the answer is no for everything. */
export const typeUnderTest = (kind: Kind, field: FieldName, test: Test): FieldType | undefined => {
  const fields = filterFields(kind)
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (type === undefined) return undefined
  return testsFor(field, type).some((name) => name in test) ? type : undefined
}

export const matches = (filter: Filter, kind: Kind, fields: Fields): boolean => {
  if ("and" in filter) return filter.and.every((each) => matches(each, kind, fields))
  if ("or" in filter) return filter.or.some((each) => matches(each, kind, fields))
  if ("not" in filter) return !matches(filter.not, kind, fields)
  const type = typeUnderTest(kind, filter.field, filter.test)
  if (type === undefined) return false
  const said = Object.hasOwn(fields, filter.field) ? fields[filter.field] : null
  return passes(type, filter.test, said instanceof Unreadable ? null : (said ?? null))
}

const passes = (type: FieldType, test: Test, value: Value | null): boolean => {
  const form = formOf(type, value)
  if ("exists" in test) return (form !== "") === test.exists
  if (value === null || form === "") return false
  if ("before" in test) return form < formOf(type, test.before)
  if ("after" in test) return form > formOf(type, test.after)
  // A number is compared without its extension; one that is no number, as it was written.
  const compared = isPhone(value) ? (value.e164 ?? value.raw) : value
  if ("prefix" in test) return typeof compared === "string" && begins(compared, test.prefix)
  const operands = operandsOf(test)
  if (!isSet(type)) {
    const spelled = type === "phone" ? "text" : type
    return operands.some((operand) => formOf(spelled, operand) === formOf(spelled, compared))
  }
  const same = type === "tag-set" ? fold : (text: string) => text
  const wanted = new Set(operands.map((operand) => same(String(operand))))
  const members = Array.isArray(value) ? value : [value]
  return members.some((member) => typeof member === "string" && wanted.has(same(member)))
}

/** The values of which one has to be the field's. */
export const operandsOf = (
  test:
    | { readonly eq: Operand }
    | { readonly in: ReadonlyArray<Operand> }
    | { readonly list: string }
): ReadonlyArray<Operand> => ("eq" in test ? [test.eq] : "in" in test ? test.in : [test.list])

const begins = (text: string, prefix: string): boolean =>
  fold([...text].slice(0, [...prefix].length).join("")) === fold(prefix)

/**
 * Upper case is lower case for every letter that has exactly one partner: what any database can
 * be told letter by letter, whatever its locale makes of the rest.
 */
export const fold = (text: string): string => Array.from(text, lowered).join("")

/** The letters that fold into those of a folded text, and what each becomes. */
export const foldings = (folded: string): { readonly from: string; readonly to: string } => {
  const pairs = [...new Set(folded)].flatMap((small) => {
    const large = small.toUpperCase()
    return large !== small && lowered(large) === small ? [[large, small] as const] : []
  })
  return { from: pairs.map(([from]) => from).join(""), to: pairs.map(([, to]) => to).join("") }
}

const lowered = (letter: string): string => {
  const small = letter.toLowerCase()
  return [...small].length === 1 && small.toUpperCase() === letter ? small : letter
}
