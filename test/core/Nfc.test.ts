import { describe, expect, it } from "vitest"
import { nfc, trimmed } from "../../src/core/Nfc.ts"
import { always, fc } from "../support/property.ts"
import { megabytes, takesLittleTime } from "../support/reader.ts"

describe("one Unicode spelling", () => {
  it(
    "is NFC for every text somebody can have typed",
    always(fc.oneof(fc.fullUnicodeString(), fc.string16bits()), (text) => {
      expect(nfc(text)).toBe(text.normalize("NFC"))
    })
  )

  it(
    "is the same for every spelling of a text with any number of accents",
    always(
      fc.tuple(fc.constantFrom("e", "ệ", "한"), fc.integer({ min: 0, max: 99 })),
      ([letter, n]) => {
        const text = letter + "\u0301\u0323".repeat(n)
        const [composed, decomposed] = [nfc(text.normalize("NFC")), nfc(text.normalize("NFD"))]
        expect(composed.normalize("NFC")).toBe(decomposed.normalize("NFC"))
        expect(nfc(composed)).toBe(composed)
        if (n < 45) expect(composed).toBe(decomposed)
      }
    )
  )

  it("takes linear time, even for a million accents on one letter", () => {
    for (const text of megabytes) takesLittleTime(() => trimmed(nfc(text)))
  })
})

describe("what is trimmed", () => {
  it("is what nobody sees, at both ends", () => {
    expect(trimmed(" \u00a0\u200b\ufeff ann lee\t\r\n\u200e")).toBe("ann lee")
    expect(trimmed("\u2060 \u200b")).toBe("")
  })

  it(
    "is at least what String.trim takes, and never anything inside",
    always(fc.fullUnicodeString(), (text) => {
      expect(text.trim()).toContain(trimmed(text))
      expect(trimmed(trimmed(text))).toBe(trimmed(text))
    })
  )
})
