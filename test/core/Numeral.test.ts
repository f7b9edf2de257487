import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { readInteger, readMoney } from "../../src/core/Numeral.ts"
import { always } from "../support/property.ts"
import { anyText } from "./texts.ts"

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
