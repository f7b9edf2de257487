/** Numbers, amounts, moments, texts and yes-or-no: `Numeral`, `Instant`, `Text`, `Truth`. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { readInstant } from "../../src/core/Instant.ts"
import { readInteger, readMoney } from "../../src/core/Numeral.ts"
import { readText } from "../../src/core/Text.ts"
import { readBoolean } from "../../src/core/Truth.ts"
import { always } from "../support/property.ts"
import { anyText, spelledText } from "./texts.ts"

describe("an amount", () => {
  it.each([
    ["1234.50", "1234.5"],
    ["1,234.50", "1234.5"],
    ["1.234,50", "1234.5"],
    ["1 234,5", "1234.5"],
    ["1'234.50", "1234.5"],
    ["1\u202f234,50", "1234.5"],
    ["1,23,456.00", "123456"],
    ["1.000.000", "1000000"],
    ["1,234", "1234"],
    ["1.234", "1.234"],
    ["0,234", "0.234"],
    ["12,5", "12.5"],
    ["$1,200", "1200"],
    ["US$ 1,200.00", "1200"],
    ["1.200,00 €", "1200"],
    ["EUR 5", "5"],
    ["5 CHF", "5"],
    ["-$5", "-5"],
    ["$-5", "-5"],
    ["\u22125", "-5"],
    ["(1,200.50)", "-1200.5"],
    ["007", "7"],
    ["-0.00", "0"],
    [".5", "0.5"],
    ["1e21", "1000000000000000000000"],
    ["1.5e-7", "0.00000015"],
    ["12345678901234567890.123456789", "12345678901234567890.123456789"],
    [1234.5, "1234.5"],
    [1e21, "1000000000000000000000"],
    [-0, "0"]
  ])("%s is %s", (raw, amount) => {
    expect(readMoney(raw)).toBe(amount)
  })

  it.each([
    ...["500+", "51-200", "$1.2M", "10k", "12%", "1.234 €", "$1.200", "1,2,3", "(-5)"],
    ...["--5", "", "n/a", "Infinity", "0x10", "1e999", "5 apples", "1 2", Number.NaN, Infinity]
  ])("%s is not guessed", (raw) => {
    expect(readMoney(raw)).toBeNull()
  })

  it(
    "reads back as it was written",
    always(fc.oneof(anyText, fc.double().map(String), fc.double()), (raw) => {
      const amount = readMoney(raw)
      if (amount !== null) expect(readMoney(amount)).toBe(amount)
    })
  )

  it(
    "keeps the value of every number a machine can send",
    always(fc.double({ noNaN: true, noDefaultInfinity: true }), (count) => {
      expect(Number(readMoney(count))).toBe(count + 0)
    })
  )

  it(
    "is read alike in the spellings of different countries",
    always(fc.tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 0, max: 99 })), (sum) => {
      const cents = String(sum[1]).padStart(2, "0")
      const grouped = (by: string) => String(sum[0]).replace(/\B(?=(\d{3})+$)/g, by)
      const plain = readMoney(`${sum[0]}.${cents}`)
      expect(readMoney(`$${grouped(",")}.${cents}`)).toBe(plain)
      expect(readMoney(`${grouped(".")},${cents} €`)).toBe(plain)
      expect(readMoney(`${grouped(" ")},${cents}`)).toBe(plain)
      expect(readMoney(`CHF ${grouped("’")}.${cents}`)).toBe(plain)
    })
  )
})

describe("a whole number", () => {
  it.each([
    ["500", 500],
    ["1,200", 1200],
    ["500.00", 500],
    [" -3 ", -3],
    [12, 12],
    [-0, 0],
    [1e3, 1000]
  ])("%s is %s", (raw, count) => {
    expect(readInteger(raw)).toBe(count)
  })

  it.each(["500+", "51-200", "12.5", "1.234", "9007199254740993", "", 12.5, 1e300, Number.NaN])(
    "%s is not guessed",
    (raw) => {
      expect(readInteger(raw)).toBeNull()
    }
  )
})

describe("a moment", () => {
  it.each([
    ["2024-05-01", "2024-05-01"],
    ["20240501", "2024-05-01"],
    ["2024-02-29", "2024-02-29"],
    ["2024-05-01T10:00:00Z", "2024-05-01T10:00:00.000Z"],
    ["2024-05-01T10:00:00", "2024-05-01T10:00:00.000Z"],
    ["2024-05-01T10:00", "2024-05-01T10:00:00.000Z"],
    ["2024-05-01 10:00:00.123456+02", "2024-05-01T08:00:00.123Z"],
    ["2024-05-01T10:00:00-05:30", "2024-05-01T15:30:00.000Z"],
    ["2024-05-01T10:00:00,5 UTC", "2024-05-01T10:00:00.500Z"],
    ["2024-12-31T23:59:60Z", "2025-01-01T00:00:00.000Z"],
    ["2024-05-01T24:00:00", "2024-05-02T00:00:00.000Z"],
    [1714557600, "2024-05-01T10:00:00.000Z"],
    [1714557600123, "2024-05-01T10:00:00.123Z"],
    ["1714557600123", "2024-05-01T10:00:00.123Z"],
    [0, "1970-01-01T00:00:00.000Z"],
    [-86400, "1969-12-31T00:00:00.000Z"]
  ])("%s is %s", (raw, instant) => {
    expect(readInstant(raw)).toBe(instant)
  })

  it.each([
    ...["05/01/2024", "1.5.2024", "2024-02-30", "2023-02-29", "2024-13-01", "0001-01-01", "2024"],
    ...[
      "2024-05-01T25:00",
      "2024-05-01T10:60",
      "2024-05-01T10:00+25:00",
      "tomorrow",
      "",
      "2024-W05"
    ],
    ...[Number.NaN, Infinity, 1e300]
  ])("%s is not guessed", (raw) => {
    expect(readInstant(raw)).toBeNull()
  })

  it(
    "reads back as it was written",
    always(fc.oneof(anyText, fc.double(), fc.integer()), (raw) => {
      const instant = readInstant(raw)
      if (instant !== null) expect(readInstant(instant)).toBe(instant)
    })
  )

  it(
    "is the machine's own reading of every moment of ten thousand years, from milliseconds",
    always(
      fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
      (date) => {
        expect(readInstant(date.toISOString())).toBe(date.toISOString())
        expect(readInstant(date.toISOString().slice(0, 10))).toBe(date.toISOString().slice(0, 10))
        if (Math.abs(date.getTime()) > 1e11) {
          expect(readInstant(date.getTime())).toBe(date.toISOString())
        }
      }
    )
  )
})

describe("yes and no", () => {
  it.each([true, "true", "TRUE", " yes ", "y", "on", "1", 1])("%s is yes", (raw) => {
    expect(readBoolean(raw)).toBe(true)
  })
  it.each([false, "false", "No", "n", "off", "0", 0])("%s is no", (raw) => {
    expect(readBoolean(raw)).toBe(false)
  })
  it.each(["", "maybe", "2", 2, "n/a", "constructor", "__proto__"])("%s is neither", (raw) => {
    expect(readBoolean(raw)).toBeNull()
  })
})

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
