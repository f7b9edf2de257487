import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { nearest } from "../../src/settings/Nearest.ts"
import { always } from "../support/property.ts"

const keys = ["direction", "every", "filter", "enrol", "first_join", "base_url", "in", "out"]

describe("the nearest word", () => {
  it.each([
    ["directon", "direction"],
    ["diretcion", "direction"],
    ["Direction", "direction"],
    ["fistjoin", "first_join"],
    ["baseUrl", "base_url"],
    ["base-url", "base_url"],
    ["evry", "every"],
    ["fliter", "filter"],
    ["im", "in"]
  ])("to %s is %s", (word, meant) => {
    expect(nearest(word, keys)).toBe(meant)
  })

  it.each(["colour", "x", "", "connection_string", "interval"])("to %s is none", (word) => {
    expect(nearest(word, keys)).toBeNull()
  })

  it(
    "is the word itself where it is known",
    always(fc.constantFrom(...keys), (key) => {
      expect(nearest(key, keys)).toBe(key)
    })
  )

  it(
    "is one of the words, or none",
    always(fc.fullUnicodeString(), (word) => {
      expect([null, ...keys]).toContain(nearest(word, keys))
    })
  )
})
