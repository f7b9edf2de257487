import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { Unreadable } from "../../src/core/Fields.ts"
import { elements, formOf, same } from "../../src/core/Form.ts"
import { type FieldType, isSet } from "../../src/core/Kinds.ts"
import { normalValue, type Told } from "../../src/core/Normalise.ts"
import { always } from "../support/property.ts"
import { told, typed } from "./told.ts"

describe("the form of a value", () => {
  it(
    "is nobody's but nothing's where there is nothing",
    always(typed, ([type, value, region]) => {
      const normal = normalValue(type, value, region)
      if (normal instanceof Unreadable) return
      expect(formOf(type, normal) === formOf(type, null)).toBe(normal === null)
    })
  )

  it(
    "is the same exactly where the values are",
    always(fc.tuple(typed, told), ([[type, a, region], b]) => {
      const [one, two] = [normalValue(type, a, region), normalValue(type, b, region)]
      if (one instanceof Unreadable || two instanceof Unreadable) return
      expect(same(type, one, two)).toBe(formOf(type, one) === formOf(type, two))
      expect(same(type, one, two)).toBe(same(type, two, one))
      expect(same(type, one, one)).toBe(true)
    })
  )

  it(
    "of a set is the forms of its members, in any order",
    always(fc.tuple(typed, fc.infiniteStream(fc.nat())), ([[type, value, region], seed]) => {
      const normal = normalValue(type, value, region)
      if (!isSet(type) || !Array.isArray(normal)) return
      const shuffled = [...normal].sort(() => (seed.next().value % 2) - 0.5)
      expect(same(type, normal, shuffled)).toBe(true)
      expect([...elements(type, normal).values()]).toEqual(normal)
    })
  )

  const phone = (raw: string, regions: ReadonlyArray<string>) => normalValue("phone", raw, regions)
  const alike: ReadonlyArray<readonly [FieldType, Told, Told]> = [
    ["phone", phone("030 901820", ["DE"]), phone("+49 (30) 90-18-20", [])],
    ["phone", phone("12-34", []), phone("12 34", [])],
    ["url", "https://www.acme.com/", "http://acme.com"],
    ["instant", "2024-05-01", "2024-05-01T00:00:00.000Z"],
    ["tag-set", ["VIP"], ["vip"]],
    ["json", { a: 1, b: 2 }, { b: 2, a: 1 }],
    ["email-set", [], null]
  ]
  it.each(alike)("of type %s: %j and %j are the same", (type, a, b) => {
    expect(same(type, a as never, b as never)).toBe(true)
  })

  const different: ReadonlyArray<readonly [FieldType, Told, Told]> = [
    ["name", "mcdonald", "McDonald"],
    ["text", "VP", "vp"],
    ["phone", phone("+4930901820", []), phone("+4930901820 ext 5", [])],
    ["phone", phone("ask Ann 5", []), phone("ask Bob 5", [])],
    ["instant", "2024-05-01", "2024-05-01T01:00:00.000Z"],
    ["boolean", false, null],
    ["integer", 0, null],
    ["integer", 1, true],
    ["text", "null", null]
  ]
  it.each(different)("of type %s: %j and %j differ", (type, a, b) => {
    expect(same(type, a as never, b as never)).toBe(false)
  })
})
