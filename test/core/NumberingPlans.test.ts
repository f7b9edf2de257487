/**
 * The short ways of reading a number against the library, and the laws every reading keeps.
 * `PROPERTY_RUNS=1000000 npx vitest run test/core/NumberingPlans.test.ts --test-timeout 0` tries
 * a million numbers per law, which is what a new version of the metadata has to pass.
 */
import type { CountryCode } from "libphonenumber-js/core"
import parse from "libphonenumber-js/max"
import metadata from "libphonenumber-js/max/metadata"
import { describe, expect, it } from "vitest"
import { NumberingPlans } from "../../src/core/NumberingPlans.ts"
import { phoneKey, readPhone, readPhoneSlowly, writePhone } from "../../src/core/Phone.ts"
import { plainDigits, readDialled } from "../../src/core/PhoneText.ts"
import { always, fc } from "../support/property.ts"
import { clean, noise, regions, written } from "./numbers.ts"

const plans = new NumberingPlans(metadata)
const ladders = fc.array(fc.constantFrom("", "XX", ...regions), { maxLength: 3 })
const texts = fc.oneof({ arbitrary: written.map(({ text }) => text), weight: 4 }, noise)

describe("the short ways", () => {
  it(
    "agree with the library alone: written numbers of every country, read in one region",
    always(written, ({ text, region }) => {
      expect(readPhone(text, [region])).toEqual(readPhoneSlowly(text, [region]))
    })
  )

  it(
    "agree with the library alone: any text, read under any ladder of regions, remembered or not",
    always(fc.tuple(texts, ladders), ([text, ladder]) => {
      const slowly = readPhoneSlowly(text, ladder)
      expect(readPhone(text, ladder)).toEqual(slowly)
      expect(readPhone(text, ladder)).toEqual(slowly)
    })
  )

  it(
    "read a text that is nothing but a number as the long way does",
    always(texts, (text) => {
      const digits = plainDigits(text)
      if (digits !== null)
        expect(readDialled(text)).toEqual(
          /\d/.test(digits) ? [{ digits, extension: null, spelt: "digits" }] : []
        )
    })
  )

  it("find no calling code after a nought: +036 is not +36", () => {
    expect(plans.find("+03694023900", null)).toBe(null)
    expect(readPhone("0(003)69402390", ["KR"]).state).toBe("possible")
  })

  it("are taken for nearly all clean numbers", () => {
    const sample = fc.sample(clean, { numRuns: 2000, seed: 1 })
    const numbers = sample.filter(({ text }) => parse(text)?.isValid())
    const quick = numbers.filter(({ text }) => plans.find(text, null) !== null)
    expect(quick.length / numbers.length).toBeGreaterThan(0.9)
  })
})

describe("every reading", () => {
  it(
    "keeps each number the library takes for valid, unless the library then reads it otherwise",
    always(written, ({ text, region }) => {
      // The list of regions is the metadata's own.
      const number = parse(text, region as CountryCode)
      if (!number?.isValid() || parse(number.number)?.number !== number.number) return
      expect(readPhone(text, [region])).toEqual({
        raw: text,
        e164: number.number,
        state: "valid",
        region: number.country ?? null,
        extension: number.ext ?? null
      })
    })
  )

  it(
    "settles: the E.164 and extension read the same again, under any ladder",
    always(fc.tuple(texts, ladders, ladders), ([text, before, after]) => {
      const phone = readPhone(text, before)
      const raw = writePhone(phone)
      if (phone.e164 !== null) expect(readPhone(raw, after)).toEqual({ ...phone, raw })
    })
  )

  it(
    "does not mind whether the text is composed or decomposed",
    always(
      fc.tuple(fc.oneof(texts, fc.string({ unit: "grapheme" })), ladders),
      ([text, ladder]) => {
        const { raw: _, ...phone } = readPhone(text.normalize("NFC"), ladder)
        expect(readPhone(text.normalize("NFD"), ladder)).toMatchObject(phone)
      }
    )
  )

  it(
    "keeps the raw text, gives a number just to what is valid or possible, a key just to the valid",
    always(fc.tuple(fc.oneof(texts, fc.string({ unit: "binary" })), ladders), ([raw, ladder]) => {
      const phone = readPhone(raw, ladder)
      expect(phone.raw).toBe(raw)
      expect(phone.e164 === null).toBe(phone.state === "unparsable")
      if (phone.e164 !== null) expect(phone.e164).toMatch(/^\+[1-9]\d{1,19}$/)
      if (phoneKey(phone) !== null) expect(phone.state).toBe("valid")
    })
  )

  it("looks at no more of a text than a number can be long", () => {
    const parts = [
      "1",
      "+",
      " ",
      "x",
      "e",
      "(",
      "ext",
      "-.",
      "\ud800",
      "e\u0301",
      "é",
      "１",
      "tel:;"
    ]
    for (const part of parts)
      for (const length of [249, 250, 251, 1000, 1001, 1_000_000]) {
        const long = part.repeat(Math.ceil(length / part.length)).slice(0, length)
        const began = performance.now()
        expect(readPhone(long, ["US"])).toMatchObject({ raw: long, state: "unparsable" })
        // A thousand times what it takes; a quadratic reading of a megabyte takes minutes.
        expect(performance.now() - began).toBeLessThan(2000)
      }
  })
})
