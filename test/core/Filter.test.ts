import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { type Fields, Unreadable } from "../../src/core/Fields.ts"
import { type Filter, fold, foldings, matches, type Test } from "../../src/core/Filter.ts"
import { kinds } from "../../src/core/Kinds.ts"
import { always } from "../support/property.ts"
import { fieldsArbitrary, filterArbitrary } from "./filters.ts"
import { spelledText } from "./texts.ts"

const phone = {
  raw: "030 12345678",
  e164: "+493012345678",
  state: "valid",
  region: "DE",
  extension: "7"
} as const

const ann: Fields = {
  first_name: "Ann",
  country: "DE",
  direct_phone: phone,
  mobile_phone: { ...phone, raw: "ask Bob", e164: null, state: "unparsable" },
  tags: ["VIP", "Beta"],
  personal_emails: ["ann@home.com"],
  do_not_call: false,
  confidence_score: 42,
  twitter_url: "https://www.x.com/ann/",
  created_at: "2026-01-31",
  lists: ["12", "Customers"],
  about: null,
  notes: new Unreadable({}, "is not a text")
}

const ask = (field: string, test: Test) => matches({ field, test }, "contact", ann)

describe("a test", () => {
  it.each<[boolean, string, Test]>([
    [true, "first_name", { eq: "Ann" }],
    [false, "first_name", { eq: "ann" }],
    [true, "country", { in: ["US", "DE"] }],
    [false, "country", { in: [] }],
    [true, "first_name", { prefix: "aN" }],
    [false, "first_name", { prefix: "Anna" }],
    [true, "confidence_score", { eq: 42 }],
    [true, "do_not_call", { eq: false }],
    [false, "do_not_call", { eq: true }]
  ])("is %s of %s %j", (holds, field, test) => {
    expect(ask(field, test)).toBe(holds)
  })

  it("finds a phone by its number, whatever its extension and however it was written", () => {
    expect(ask("direct_phone", { eq: "+493012345678" })).toBe(true)
    expect(ask("direct_phone", { prefix: "+49" })).toBe(true)
    expect(ask("mobile_phone", { eq: "ask Bob" })).toBe(true)
  })

  it("asks a set whether one of its members is meant, tags in upper or lower case", () => {
    expect(ask("tags", { eq: "vip" })).toBe(true)
    expect(ask("tags", { in: ["gold", "BETA"] })).toBe(true)
    expect(ask("personal_emails", { eq: "ann@home.com" })).toBe(true)
    expect(ask("personal_emails", { eq: "ANN@home.com" })).toBe(false)
  })

  it("asks every member of a set, also of two that the set holds to be one", () => {
    // The Kelvin sign and the letter k are one tag, and have no common case that both fold to.
    const tags = { tags: ["\u212a", "k"] }
    for (const eq of ["k", "K", "\u212a"]) {
      expect(matches({ field: "tags", test: { eq } }, "contact", tags)).toBe(true)
    }
  })

  it("finds a page by any address that leads to it", () => {
    expect(ask("twitter_url", { eq: "http://x.com/ann" })).toBe(true)
    expect(ask("twitter_url", { eq: "http://x.com/bob" })).toBe(false)
  })

  it("takes a day for the midnight it begins at, and `before` and `after` to the letter", () => {
    expect(ask("created_at", { before: "2026-02-01" })).toBe(true)
    expect(ask("created_at", { before: "2026-01-31T00:00:00.000Z" })).toBe(false)
    expect(ask("created_at", { after: "2026-01-31T00:00:00.000Z" })).toBe(false)
    expect(ask("created_at", { after: "2026-01-30T23:59:59.999Z" })).toBe(true)
  })

  it("knows lists by title and by id", () => {
    expect(ask("lists", { list: "customers" })).toBe(true)
    expect(ask("lists", { list: "12" })).toBe(true)
    expect(ask("lists", { list: "1" })).toBe(false)
  })

  it.each(["about", "notes", "job_title"])("of %s, which says nothing, is no", (field) => {
    expect(ask(field, { exists: false })).toBe(true)
    expect(ask(field, { exists: true })).toBe(false)
    expect(ask(field, { eq: "" })).toBe(false)
    expect(ask(field, { prefix: "" })).toBe(false)
  })

  it("that means nothing for a field is no, and never fails", () => {
    expect(ask("do_not_call", { before: "2026-01-01" })).toBe(false)
    expect(ask("custom", { eq: "x" })).toBe(false)
    expect(ask("constructor", { exists: true })).toBe(false)
    expect(ask("toString", { exists: false })).toBe(false)
  })
})

describe("a filter", () => {
  it("holds for everything with no conditions, and for nothing without alternatives", () => {
    expect(matches({ and: [] }, "deal", {})).toBe(true)
    expect(matches({ or: [] }, "deal", {})).toBe(false)
  })

  const cases = fc.constantFrom(...kinds).chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      one: filterArbitrary(kind),
      other: filterArbitrary(kind),
      fields: fieldsArbitrary(kind)
    })
  )

  it(
    "means the opposite with `not`, also of what has no value",
    always(cases, ({ fields, kind, one }) => {
      expect(matches({ not: one }, kind, fields)).toBe(!matches(one, kind, fields))
    })
  )

  it(
    "obeys De Morgan",
    always(cases, ({ fields, kind, one, other }) => {
      const neither: Filter = { and: [{ not: one }, { not: other }] }
      const notEither: Filter = { not: { or: [one, other] } }
      expect(matches(neither, kind, fields)).toBe(matches(notEither, kind, fields))
    })
  )
})

describe("folding", () => {
  it(
    "is done once and for all",
    always(spelledText, (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    })
  )

  it(
    "can be told to a database letter by letter",
    always(fc.tuple(spelledText, spelledText), ([text, other]) => {
      for (const word of [text, text.toUpperCase(), text.toLowerCase(), other]) {
        const { from, to } = foldings(fold(text))
        const letters = new Map([...from].map((letter, at) => [letter, [...to][at] ?? ""]))
        const told = [...word].map((letter) => letters.get(letter) ?? letter).join("")
        expect(told === fold(text)).toBe(fold(word) === fold(text))
      }
    })
  )
})
