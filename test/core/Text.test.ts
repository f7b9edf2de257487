import { describe, expect, it } from "vitest"
import { readText } from "../../src/core/Text.ts"
import { always } from "../support/property.ts"
import { anyText, spelledText } from "./texts.ts"

describe("a text", () => {
  it("keeps what is inside it and loses what is around it", () => {
    expect(readText("  a  b\r\n c\rd \n")).toBe("a  b\n c\nd")
    expect(readText("\ufeffa\u200b")).toBe("a")
  })

  it("is what Postgres can hold", () => {
    expect(readText("a\0b")).toBe("ab")
    expect(readText("a\ud800b\udc00")).toBe("ab")
    expect(readText("\ud83d\0\ude00")).toBe("😀")
    expect(readText("a\r\0\nb")).toBe("a\nb")
  })

  it(
    "has a normal form that is its own normal form",
    always(anyText, (text) => {
      const normal = readText(text)
      expect(readText(normal)).toBe(normal)
      expect(normal).not.toMatch(/[\0\p{Cs}]/u)
    })
  )

  it(
    "is the same in composed and decomposed spelling",
    always(spelledText, (text) => {
      expect(readText(text.normalize("NFD"))).toBe(readText(text.normalize("NFC")))
    })
  )
})
