import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { readInstant } from "../../src/core/Instant.ts"
import { always } from "../support/property.ts"
import { anyText } from "./texts.ts"

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
