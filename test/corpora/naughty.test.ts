/** The big list of naughty strings: what people and machines have broken software with. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { alpha2 } from "../../src/core/CountryNames.ts"
import { formOf } from "../../src/core/Form.ts"
import { splitName } from "../../src/core/NameParts.ts"
import { normalise, normalValue } from "../../src/core/Normalise.ts"
import { foldName } from "../../src/core/PersonName.ts"
import { readPhone } from "../../src/core/Phone.ts"
import { contradicts } from "../../src/core/ShortNames.ts"
import { textKinds } from "../../src/core/TextKinds.ts"
import { understand } from "../../src/core/Understand.ts"
import { fieldTypes } from "../core/told.ts"

const file = new URL("../samples/corpora/blns/blns.json", import.meta.url)
const naughty: ReadonlyArray<string> = JSON.parse(readFileSync(file, "utf8"))
const regions = ["DE", "US", "GB", "FR", "IN", "BR", "JP", "AE"]

describe("515 naughty strings", () => {
  it("are all there", () => {
    expect(naughty).toHaveLength(515)
  })

  it.each(fieldTypes)(
    "of type %s: none throws, and all have a normal form of their own",
    (type) => {
      for (const text of naughty) {
        for (const raw of [text, [text], { [text]: text }]) {
          const normal = normalValue(type, raw, regions)
          expect(normalValue(type, normal, [])).toEqual(normal)
          if (normal === null || typeof normal === "string") formOf(type, normal)
        }
      }
    }
  )

  const takenForPhones = (regions: Iterable<string>): ReadonlyArray<string> => {
    const ladders = [[], ...Array.from(regions, (region) => [region])]
    return naughty.filter((text) => ladders.some((it) => readPhone(text, it).state === "valid"))
  }

  it("are no valid telephone numbers", () => {
    expect(takenForPhones(["US", "CA", "GB", "DE", "CH", "ES", "NL", "IN", "BR"])).toEqual([])
  })

  it("are no numbers anywhere, but for those a country has: Norfolk, and 0123456789", () => {
    expect(takenForPhones(alpha2)).toEqual(["01000", "٠١٢٣٤٥٦٧٨٩"])
  })

  it("are understood as something, or as nothing, of every kind", () => {
    for (const text of naughty) {
      for (const kind of [undefined, ...textKinds]) {
        const { normal, state } = understand(text, kind, regions)
        expect(typeof state).toBe("string")
        if (normal !== null) expect(normal).not.toBe("")
      }
    }
  })

  it("may be anybody's name", () => {
    for (const text of naughty) {
      expect(contradicts(text, text)).toBe(false)
      expect(foldName(foldName(text))).toBe(foldName(text))
      expect(typeof splitName(text).last).toBe("string")
      normalise("contact", { first_name: text, last_name: text }, regions)
    }
  })
})
