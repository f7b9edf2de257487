import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { Unreadable } from "../../src/core/Fields.ts"
import { formOf, same } from "../../src/core/Form.ts"
import { type FieldType, fieldsOf } from "../../src/core/Kinds.ts"
import { normalise, normalValue, type Told } from "../../src/core/Normalise.ts"
import { always } from "../support/property.ts"
import { megabytes, takesLittleTime } from "../support/reader.ts"
import { spelledText } from "./texts.ts"
import { fieldTypes, regions, told, typed } from "./told.ts"

describe("normalising a value of any type", () => {
  it(
    "answers whatever comes, and leaves its own answer alone",
    always(fc.tuple(typed, regions), ([[type, value, region], later]) => {
      const normal = normalValue(type, value, region)
      const again = normalValue(type, normal, later)
      expect(again).toEqual(normal)
      if (!(normal instanceof Unreadable) && !(again instanceof Unreadable)) {
        expect(formOf(type, again)).toBe(formOf(type, normal))
      }
    })
  )

  it(
    "survives being kept as JSON",
    always(typed, ([type, value, region]) => {
      const normal = normalValue(type, value, region)
      if (normal instanceof Unreadable) return
      const kept = JSON.parse(JSON.stringify(normal))
      expect(normalValue(type, kept, [])).toEqual(normal)
      expect(same(type, kept, normal)).toBe(true)
    })
  )

  it(
    "gives nothing Postgres cannot hold, neither as a value nor as what could not be read",
    always(typed, ([type, value, region]) => {
      const normal = normalValue(type, value, region)
      const kept = normal instanceof Unreadable ? normal.raw : normal
      expect(JSON.stringify(kept)).not.toMatch(/\\u0000|\\ud[89a-f]/i)
    })
  )

  it(
    "reads composed and decomposed accents alike",
    always(
      fc.tuple(fc.constantFrom(...fieldTypes), spelledText, regions),
      ([type, text, region]) => {
        const composed = normalValue(type, text.normalize("NFC"), region)
        expect(normalValue(type, text.normalize("NFD"), region)).toEqual(composed)
      }
    )
  )

  it("takes linear time, whatever a long text is made of", () => {
    for (const type of fieldTypes) {
      for (const megabyte of megabytes) {
        const text = megabyte.slice(0, 200_000)
        takesLittleTime(() => normalValue(type, text, ["DE"]))
      }
    }
  })
})

describe("normalising a value", () => {
  const cases: ReadonlyArray<readonly [FieldType, Told, Told]> = [
    ["text", "  VP of\r\nSales ", "VP of\nSales"],
    ["text", 10115, "10115"],
    ["text", " \n\t\u200b", null],
    ["name", "MCDONALD", "McDonald"],
    ["name", "mcdonald", "mcdonald"],
    ["name", "", null],
    ["email", " Ann@ACME.com", "ann@acme.com"],
    ["email", "no email", "no email"],
    ["email-set", "B@x.org; a@x.org, b@x.org", ["a@x.org", "b@x.org"]],
    ["email-set", '"Lee, Ann"@x.org, b@x.org', ['"lee, ann"@x.org', "b@x.org"]],
    ["email-set", ["b@x.org", "no email", ""], ["b@x.org", "no email"]],
    ["email-set", [], null],
    ["email-set", " , ", null],
    ["tag-set", ["vip", "EU", "VIP", "  New  York "], ["EU", "New York", "vip"]],
    ["tag-set", "vip;EU", ["EU", "vip"]],
    ["country", "Deutschland", "DE"],
    ["country", 276, "DE"],
    ["country", "Atlantis", "Atlantis"],
    ["integer", "500", 500],
    ["money", "1,234.50", "1234.5"],
    ["money", 0.1, "0.1"],
    ["boolean", "yes", true],
    ["boolean", 0, false],
    ["instant", "2024-05-01T10:00:00", "2024-05-01T10:00:00.000Z"],
    ["instant", "2024-05-01", "2024-05-01"],
    ["reference", 12, "12"],
    ["reference", "comp-123", "comp-123"],
    ["enum", "VP", "VP"],
    ["json", { b: 1, a: { d: [2], c: null } }, { a: { c: null, d: [2] }, b: 1 }],
    ["json", { "a\0": "x\0" }, { a: "x" }],
    ["json", {}, null]
  ]
  it.each(cases)("of type %s: %j is %j", (type, value, normal) => {
    expect(normalValue(type, value, [])).toEqual(normal)
  })

  const unreadable: ReadonlyArray<readonly [FieldType, Told, string]> = [
    ["integer", "51-200", "is not a whole number"],
    ["integer", 12.5, "is not a whole number"],
    ["money", "about 5", "is not an amount"],
    ["boolean", "maybe", "is not yes or no"],
    ["boolean", 2, "is not yes or no"],
    ["instant", "05/01/2024", "is not a date or a time"],
    ["text", true, "is not a text"],
    ["text", ["a"], "is not a text"],
    ["email", { email: "a@x.org" }, "is not an email address"],
    ["phone", { number: "1" }, "is not a phone number"],
    ["email-set", [1], "is not a list of email addresses"],
    ["tag-set", { a: 1 }, "is not a list of tags"],
    ["json", "{}", "is not an object"],
    ["json", [1], "is not an object"]
  ]
  it.each(unreadable)("of type %s: %j cannot be read and is kept", (type, value, reason) => {
    expect(normalValue(type, value, [])).toEqual(new Unreadable(value as never, reason))
  })

  it("does not choke on an object nobody wrote by hand", () => {
    let deep: Told = { a: 1 }
    for (let depth = 0; depth < 100_000; depth += 1) deep = { a: deep as never }
    expect(normalValue("json", deep, [])).toBeInstanceOf(Unreadable)
    expect(normalValue("text", deep, [])).toBeInstanceOf(Unreadable)
  })

  it("keeps a key that JavaScript would take for a prototype", () => {
    const odd = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')
    expect(JSON.stringify(normalValue("json", odd, []))).toBe(
      '{"__proto__":{"a":1},"constructor":2}'
    )
  })
})

describe("normalising a record", () => {
  const fields = { first_name: "ANNA", job_title: "", city: null, tags: new Unreadable(1, "odd") }

  it("keeps absent, cleared, unreadable and a value apart", () => {
    expect(normalise("contact", fields, [])).toEqual({
      first_name: "Anna",
      job_title: null,
      city: null,
      tags: new Unreadable(1, "odd")
    })
  })

  it("drops what the kind has no field for", () => {
    const odd = JSON.parse('{"__proto__": "x", "constructor": "x", "domain": "x", "city": "Rome"}')
    expect(normalise("contact", odd, [])).toEqual({ city: "Rome" })
  })

  it("reads a national number as of the record's country, then of the regions given", () => {
    const phoneOf = (country: Told, regions: ReadonlyArray<string>) =>
      normalise("contact", { direct_phone: "030 901820", country }, regions)["direct_phone"]
    expect(phoneOf("Germany", ["US"])).toMatchObject({ e164: "+4930901820", state: "valid" })
    expect(phoneOf("Atlantis", ["DE"])).toMatchObject({ e164: "+4930901820", state: "valid" })
    expect(phoneOf(null, [])).toMatchObject({ e164: null, state: "unparsable" })
  })

  it("understands a handle where a network's profile belongs", () => {
    const { twitter_url } = normalise("contact", { twitter_url: "@Ann" }, [])
    expect(twitter_url).toBe("https://x.com/ann")
  })

  it(
    "leaves a record in normal form alone, whatever the regions",
    always(
      fc.tuple(
        fc.constantFrom("contact" as const, "company" as const, "deal" as const),
        fc.array(told, { minLength: 27, maxLength: 27 }),
        regions,
        regions
      ),
      ([kind, values, now, later]) => {
        const names = Object.keys(fieldsOf[kind])
        const record = Object.fromEntries(names.map((name, at) => [name, values[at]]))
        const normal = normalise(kind, record, now)
        expect(Object.keys(normal).sort()).toEqual(
          names.filter((name) => record[name] !== undefined).sort()
        )
        expect(normalise(kind, normal, later)).toEqual(normal)
      }
    )
  )
})
