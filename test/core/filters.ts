/** Filters and records that meet often: values and operands come from the same small heaps. */
import * as fc from "effect/FastCheck"
import { type Fields, Unreadable, type Value } from "../../src/core/Fields.ts"
import {
  type Filter,
  filterFields,
  type Operand,
  type Test,
  testsFor
} from "../../src/core/Filter.ts"
import type { FieldType, Kind } from "../../src/core/Kinds.ts"
import { storable } from "../../src/core/Text.ts"

const words = [
  ...[
    "Ann",
    "ann",
    "ANN",
    "Anna",
    "Österreich",
    "österreich",
    "ÖSTERREICH",
    "İstanbul",
    "istanbul"
  ],
  ...["Straße", "STRASSE", "ẞ", "ß", "K", "k", "\u212a", "Σίσυφος", "σίσυφος", "ς", "ǆ", "ǅ", "Ǆ"],
  ...[
    "a%b_c",
    "a%",
    "O'Hara",
    "50\\% ?",
    "$1",
    "日本",
    "😀 smile",
    "😀",
    "e\u0301",
    "{}",
    "null",
    " x "
  ]
]
const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.fullUnicodeString({ minLength: 1, maxLength: 6 }).map(storable) }
)
const url = fc.constantFrom(
  ...["https://acme.com", "http://acme.com", "https://www.acme.com/", "https://acme.com/a?b=c/"],
  ...["https://acme.com/a/", "https://acme.com/a", "http://www.acme.com/a", "www.acme.com/a"],
  ...[
    "https://www.com",
    "https://www.com/?",
    "https://acme.com/a/?b=c",
    "acme",
    "/",
    "https://www."
  ]
)
const instant = fc.constantFrom(
  ...["2026-01-31", "2026-01-31T00:00:00.000Z", "2026-01-31T00:00:00.001Z", "1999-12-31"],
  ...["1000-01-01", "9999-12-31T23:59:59.999Z", "2026-02-01T12:30:00.000Z"]
)
const number = fc.constantFrom(-1, 0, 1, 42, 1_000_000, Number.MAX_SAFE_INTEGER)
const money = fc.constantFrom("0", "-1.5", "1.5", "1234.5", "12345678901234567890.123456789")
const e164 = fc.constantFrom("+493012345678", "+493012345679", "+14155552671", "+4930")
const written = fc.constantFrom("call me", "12", "+4930", "030 12345678")

const phone: fc.Arbitrary<Value> = fc
  .record({
    raw: written,
    e164: fc.option(e164),
    extension: fc.option(fc.constant("7")),
    region: fc.constant(null)
  })
  .map((phone) => ({ ...phone, state: phone.e164 === null ? "unparsable" : "valid" }))

const valueFor = (type: FieldType): fc.Arbitrary<Value> => {
  switch (type) {
    case "phone":
      return phone
    case "url":
      return url
    case "instant":
      return instant
    case "integer":
      return number
    case "money":
      return money
    case "boolean":
      return fc.boolean()
    case "email-set":
    case "tag-set":
      return fc.array(text, { maxLength: 3 })
    case "json":
      return fc.constantFrom({ a: 1 }, { b: [null] })
    default:
      return text
  }
}

const said = (type: FieldType): fc.Arbitrary<Value | null | Unreadable | undefined> =>
  fc.oneof(
    { weight: 6, arbitrary: valueFor(type) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(new Unreadable("?", "is not readable")) }
  )

export const fieldsArbitrary = (kind: Kind): fc.Arbitrary<Fields> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(filterFields(kind)).map(([field, type]) => [field, said(type)])
      )
    )
    .map((fields) =>
      Object.fromEntries(
        Object.entries(fields).flatMap(([field, value]) =>
          value === undefined ? [] : [[field, value] as const]
        )
      )
    )

const operandOf = (type: FieldType): fc.Arbitrary<Operand> => {
  switch (type) {
    case "phone":
      return fc.oneof(e164, written)
    case "url":
      return url
    case "integer":
      return number
    case "money":
      return money
    case "boolean":
      return fc.boolean()
    default:
      return text
  }
}

const testArbitrary = (field: string, type: FieldType): fc.Arbitrary<Test> => {
  const operand = operandOf(type)
  const begin = fc
    .tuple(fc.oneof(text, url, e164), fc.integer({ min: 1, max: 8 }))
    .map(([text, length]) => [...text].slice(0, length).join(""))
  const tests = {
    eq: fc.record({ eq: operand }),
    in: fc.record({ in: fc.array(operand, { maxLength: 3 }) }),
    prefix: fc.record({ prefix: begin }),
    exists: fc.record({ exists: fc.boolean() }),
    before: fc.record({ before: instant }),
    after: fc.record({ after: instant }),
    list: fc.record({ list: text })
  }
  const sensible = testsFor(field, type).map((name): fc.Arbitrary<Test> => tests[name])
  return fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...sensible) },
    { weight: 1, arbitrary: fc.oneof(...Object.values<fc.Arbitrary<Test>>(tests)) }
  )
}

export const filterArbitrary = (kind: Kind): fc.Arbitrary<Filter> => {
  const leaf: fc.Arbitrary<Filter> = fc.oneof(
    ...Object.entries(filterFields(kind)).map(([field, type]) =>
      testArbitrary(field, type).map((test) => ({ field, test }))
    ),
    fc.constant({ field: "no_such_field", test: { exists: false } })
  )
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: fc.record({ and: fc.array(tie("filter"), { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ or: fc.array(tie("filter"), { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ not: tie("filter") }) }
    )
  }))
  return filter
}
