import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { givenNames } from "../../src/core/GivenNames.ts"
import { contradicts } from "../../src/core/ShortNames.ts"
import { always } from "../support/property.ts"
import { anyText } from "./texts.ts"

const listed = fc.constantFrom(...givenNames.flat())
const called = fc.oneof(
  listed,
  anyText,
  fc.tuple(listed, listed).map((both) => both.join(" ")),
  listed.map((name) => `${name.slice(0, 1).toUpperCase()}.`)
)

describe("two first names", () => {
  it.each([
    ["Robert", "Bob"],
    ["Bob", "Rob"],
    ["William", "Bill"],
    ["Elizabeth", "Liz"],
    ["Johannes", "Hans"],
    ["José", "Pepe"],
    ["Alexander", "Sasha"],
    ["Jürgen", "Juergen"],
    ["Sergey", "Sergei"],
    ["John", "JOHN"],
    ["John", "J."],
    ["John", "J"],
    ["John", "J. R."],
    ["Jean-Pierre", "JP"],
    ["Jean-Luc", "Jean Luc"],
    ["Mary Ann", "Mary"],
    ["Christian", "Chr."],
    ["Dr. John", "John"],
    ["John", ""],
    ["John", null],
    ["John", "?"]
  ])("%s and %s may be one person's", (a, b) => {
    expect(contradicts(a, b)).toBe(false)
  })

  it.each([
    ["John", "Jane"],
    ["John", "Joan"],
    ["John", "K."],
    ["Mary Ann", "Mary Beth"],
    ["Mary Ann", "Ann"],
    ["Andreas", "Andrea"],
    ["Alexander", "Alexandra"],
    ["Michael", "Michelle"],
    ["Simon", "Simone"],
    ["Stephen", "Stephanie"],
    ["Mr.", "Mrs."],
    ["王", "李"],
    ["小", "小明"]
  ])("%s and %s are two people's", (a, b) => {
    expect(contradicts(a, b)).toBe(true)
  })

  it(
    "contradict each other or neither, whichever is asked first",
    always(fc.tuple(called, called), ([a, b]) => {
      expect(contradicts(a, b)).toBe(contradicts(b, a))
    })
  )

  it(
    "never contradict when they are the same, or one is blank",
    always(called, (name) => {
      expect(contradicts(name, ` ${name}`)).toBe(false)
      expect(contradicts(name, " ")).toBe(false)
    })
  )

  it("never contradict when they stand on one line of the table", () => {
    for (const line of givenNames) {
      for (const a of line)
        for (const b of line) expect([a, b, contradicts(a, b)]).toEqual([a, b, false])
    }
  })

  it("stand in the table once on a line", () => {
    for (const line of givenNames) expect(new Set(line).size, line.join(" ")).toBe(line.length)
  })
})
