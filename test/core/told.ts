/** What sides may say about fields of every type: the plausible, the odd, and anything at all. */
import * as fc from "effect/FastCheck"
import { Unreadable } from "../../src/core/Fields.ts"
import { type FieldType, fieldsOf, kinds } from "../../src/core/Kinds.ts"
import type { Told } from "../../src/core/Normalise.ts"
import { anyText } from "./texts.ts"

export const fieldTypes: ReadonlyArray<FieldType> = [
  ...new Set(kinds.flatMap((kind) => Object.values<FieldType>(fieldsOf[kind])))
]

const plausible = fc.constantFrom(
  ...["Ann@ACME.com", "a@x.org, B@x.org;a@x.org", "+49 30 901820", "030 901820", "(415) 555-2671"],
  ...["https://www.linkedin.com/in/Ann-Lee/", "acme.com", "www.acme.com/", "Germany", "MCDONALD"],
  ...["VIP, vip;eu", "1,200", "$1.50", "2024-05-01", "2024-05-01 10:00+02", "yes", "@ann", "500+"]
)
export const told: fc.Arbitrary<Told> = fc.oneof(
  { weight: 4, arbitrary: anyText },
  { weight: 4, arbitrary: plausible },
  { weight: 2, arbitrary: fc.oneof(fc.double(), fc.integer(), fc.boolean()) },
  { weight: 2, arbitrary: fc.array(fc.oneof(anyText, plausible), { maxLength: 5 }) },
  // fast-check types JSON as unknown, and it is JSON.
  { weight: 2, arbitrary: fc.jsonValue() as fc.Arbitrary<Told> },
  { weight: 1, arbitrary: fc.dictionary(anyText, anyText, { maxKeys: 5 }) },
  { weight: 1, arbitrary: fc.constant(new Unreadable("?", "was not read")) }
)
export const regions = fc.subarray(["DE", "US", "GB", "IN"])
export const typed = fc.tuple(fc.constantFrom(...fieldTypes), told, regions)
