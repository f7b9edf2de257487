/** What texts are numbers, which number, and what is understood of those that are none. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { phoneDetails, phoneKey, readPhone, understandPhone } from "../../src/core/Phone.ts"

const corpus = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../samples/corpora/${path}`, import.meta.url), "utf8"))

interface Expectation {
  readonly input: string
  readonly region: string
  readonly expect: {
    readonly CountryCode: string
    readonly NationalNumber: string
    readonly Extension?: string
    readonly ItalianLeadingZero?: "true"
    readonly NumberOfLeadingZeros?: string
  }
}

// The corpus is ours and does not change: each entry has this shape.
const expectations = corpus("libphonenumber/parse-expectations.json") as ReadonlyArray<Expectation>

/** Where we read otherwise than the corpus expects, and why. */
const otherwise: { readonly [input: string]: string } = {
  "+52 1 33 1234-5678":
    "The corpus has its own plan of Mexico: the mobile token 1 was given up in 2019.",
  "044 (33) 1234-5678": "Likewise: today 044 goes away and no 1 takes its place.",
  "045 33 1234-5678": "Likewise: today 045 goes away and no 1 takes its place.",
  "8123456":
    "The corpus has its own plan of Belarus: in today's, a leading 8 before six digits stays.",
  "1800 six-flags":
    "The word makes the number a digit too long, so it is taken for a remark on 1800.",
  "1800 SIX FLAGS": "Likewise: letters count as digits only where they make a valid number."
}

const isMet = ({ input, region, expect }: Expectation): boolean => {
  const zeros = expect.ItalianLeadingZero ? Number(expect.NumberOfLeadingZeros ?? 1) : 0
  const understood = understandPhone(input, [region])
  return (
    understood?.callingCode === expect.CountryCode &&
    understood.national === "0".repeat(zeros) + expect.NationalNumber &&
    understood.extension === (expect.Extension ?? null)
  )
}

describe("the parse expectations of libphonenumber", () => {
  it("133 of 139 are met, and the rest are the ones explained above", () => {
    expect(expectations.length).toBe(139)
    expect(expectations.filter(isMet).length).toBe(133)
    const missed = expectations.filter((expectation) => !isMet(expectation))
    expect(missed.map(({ input }) => input).sort()).toEqual(Object.keys(otherwise).sort())
  })

  it("what is understood of a number that can be is also its normal form", () => {
    for (const { input, region } of expectations) {
      const understood = understandPhone(input, [region])
      const phone = readPhone(input, [region])
      expect(phone.state).toBe(understood?.state)
      expect(phone.e164).toBe(
        understood === null || understood.state === "unparsable"
          ? null
          : `+${understood.callingCode}${understood.national}`
      )
    }
  })
})

describe("the samples in the vendors' own documents", () => {
  it.each([
    ["+1-555-0100", null, "unparsable", null],
    ["+1-555-0200", null, "unparsable", null],
    ["(415) 555-1234", "+14155551234", "valid", "US"],
    ["+91-9876543210", "+919876543210", "valid", "IN"],
    ["+1 555-123-4567", "+15551234567", "possible", null]
  ])("%s is kept as written and read as %s, %s", (raw, e164, state, region) => {
    const phone = readPhone(raw, ["US"])
    expect(phone).toEqual({ raw, e164, state, region, extension: null })
    expect(phoneKey(phone)).toBe(state === "valid" ? e164 : null)
  })
})

describe("spellings", () => {
  const valid: ReadonlyArray<[string, ReadonlyArray<string>, string, string | null]> = [
    ["1-800-FLOWERS", ["US"], "+18003569377", null],
    ["+1 (800) FLOWERS", [], "+18003569377", null],
    ["1-800-FLOWERS ext 12", ["US"], "+18003569377", "12"],
    ["1300 FLIGHT", ["AU"], "+611300354448", null],
    ["+1 415 555 2671 x123", [], "+14155552671", "123"],
    ["+1 415 555 2671 EXT.: 5", [], "+14155552671", "5"],
    ["+1 415 555 2671 #123", [], "+14155552671", "123"],
    ["+33 1 42 68 53 00 poste 12", [], "+33142685300", "12"],
    ["8 (423) 202-25-11 доб. 100", ["RU"], "+74232022511", "100"],
    ["＋１（４１５）５５５－２６７１ｅｘｔ１２", [], "+14155552671", "12"],
    ["०११ २३४५ ६७८०", ["IN"], "+911123456780", null],
    ["\u202a+1 415 555 2671\u202c", [], "+14155552671", null],
    ["06•12•34•56•78", ["FR"], "+33612345678", null],
    ["tel:0171-1234567;phone-context=+49", [], "+491711234567", null],
    ["tel:%2B1%20415-555-2671;ext=99", [], "+14155552671", "99"],
    ["8~10377;ext=7", ["AC"], "+247810377", "7"],
    ["TEL:+1-415-555-2671;isub=12345", [], "+14155552671", null],
    ["011 44 20 7946 0958", ["US"], "+442079460958", null],
    ["0044 20 7946 0958", ["DE"], "+442079460958", null],
    ["0044 20 7946 0958", ["US"], "+442079460958", null],
    ["+0044 20 7946 0958", [], "+442079460958", null],
    ["06 1234 5678", ["IT"], "+390612345678", null],
    ["011 15 2345-6789", ["AR"], "+5491123456789", null],
    ["+54 9 11 2345 6789", [], "+5491123456789", null],
    ["+52 1 55 1234 5678", [], "+525512345678", null],
    ["01 55 1234 5678", ["MX"], "+525512345678", null],
    ["0xx11 98765-4321", ["BR"], "+5511987654321", null],
    ["+44 (0)20 7946 0958", [], "+442079460958", null],
    ["Tel.: +49 30 901820 (Zentrale)", [], "+4930901820", null],
    ["+1 415 555 2671 / jo@example.com", [], "+14155552671", null],
    ["+800 1234 5670", [], "+80012345670", null]
  ]
  it.each(valid)("%s dialled in %j is %s, extension %s", (raw, regions, e164, extension) => {
    expect(readPhone(raw, regions)).toMatchObject({ raw, e164, state: "valid", extension })
  })

  it.each([
    ["", "an empty text"],
    ["+", "a lone plus"],
    ["n/a", "a word"],
    ["305 Madison", "a house in a street"],
    ["Suite 800 Flowers", "a room, though 800 356 9377 would be a number"],
    ["2024-01-15", "a date"],
    ["15.01.2024", "a date"],
    ["２０２４／０１／１５", "a date"],
    ["1.000.000,00", "an amount"],
    ["-2147483648", "a negative number"],
    ["0xabad1dea", "a hexadecimal number"],
    ["INV4155552671", "an invoice"],
    ["jo4155552671@example.com", "a mail address"],
    ["https://example.com/4155552671", "a link"],
    ["415-555-XXXX", "a masked number"],
    ["+49 30 12345 xx", "a masked number"],
    ["+49 30 xxxx 12345", "a masked number"],
    ["+49 30 *** 12345", "a masked number"],
    ["4155e552671", "a number with a letter in it"],
    ["+1 415 555 2671, +1 415 555 2672", "two numbers"],
    ["tel:4155552671;phone-context=<a>", "a context that is none"]
  ])("%s is no number: %s", (raw) => {
    for (const region of ["US", "DE", "DK", "FI", "AT"])
      expect(readPhone(raw, [region])).toEqual({
        raw,
        e164: null,
        state: "unparsable",
        region: null,
        extension: null
      })
  })
})

describe("the ladder of default regions", () => {
  it("the number's own country code goes before every region", () => {
    expect(readPhone("+44 20 7946 0958", ["US", "DE"]).e164).toBe("+442079460958")
  })

  it("the first region under which the number is valid wins, over an earlier possible one", () => {
    expect(readPhone("(415) 555-2671", ["FR", "US", "CA"]).e164).toBe("+14155552671")
    expect(readPhone("030 901820", ["DE", "US"]).e164).toBe("+4930901820")
    expect(readPhone("0171 1234567", ["US", "DE"]).e164).toBe("+491711234567")
  })

  it("without a valid reading the first possible one is kept", () => {
    expect(readPhone("455 123 4567", ["GB", "US"])).toMatchObject({
      e164: "+444551234567",
      state: "possible"
    })
  })

  it("regions nobody knows are skipped, whatever they are called", () => {
    expect(readPhone("030 901820", ["", "XX", "constructor", "DE"]).e164).toBe("+4930901820")
    expect(readPhone("030 901820", ["XX"]).state).toBe("unparsable")
  })
})

describe("what is shown and what is a key", () => {
  it("a number is shown as people write it, with its kind and extension", () => {
    expect(phoneDetails(readPhone("+44 7400 123456 x5", []))).toEqual({
      national: "07400 123456 x5",
      international: "+44 7400 123456 x5",
      type: "MOBILE",
      region: "GB"
    })
    expect(phoneDetails(readPhone("n/a", []))).toBe(null)
  })

  it("numbers that were typed to fill a mandatory field are valid, but no keys", () => {
    for (const raw of ["+44 7777 777777", "+33 1 23 45 67 89"]) {
      const phone = readPhone(raw, [])
      expect(phone.state).toBe("valid")
      expect(phoneKey(phone)).toBe(null)
    }
    expect(phoneKey(readPhone("1234567890", ["US"]))).toBe(null)
    expect(phoneKey(readPhone("+49 30 123456 ext 7", []))).toBe("+4930123456")
  })
})
