/** What JSON may be sent. */
import { describe, expect, it } from "vitest"
import { excess } from "../../src/api/JsonLimits.ts"
import { always, fc } from "../support/property.ts"

/** As the library writes it, and with every character as an escape. */
const spellings = (value: unknown) => {
  const text = JSON.stringify(value)
  const escaped = text.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
  )
  return [text, escaped, JSON.stringify(value, null, 2)]
}
const whole = (value: unknown): boolean => {
  const text = JSON.stringify(value)
  return !/\\u0000|\\ud[89a-f]/i.test(text)
}

describe("the limits of JSON", () => {
  it(
    "let through whatever is within them, however it is spelled",
    always(fc.jsonValue({ maxDepth: 5, stringUnit: "binary" }).filter(whole), (value) => {
      for (const text of spellings(value)) expect(excess(text)).toBeUndefined()
    })
  )

  it(
    "never fail on what is no JSON",
    always(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
      excess(text)
      excess(`{"a":"${text}`)
      excess(`["\\u${text}`)
    })
  )

  it(
    "refuse half a character and NUL, raw and escaped, in texts and in keys",
    always(fc.constantFrom("\u0000", "\ud800", "\udfff", "\ud800\ud800", "\udc00\ud800"), (bad) => {
      for (const value of [[`a${bad}b`], { [`k${bad}`]: 1 }, { a: { b: [bad] } }]) {
        for (const text of spellings(value)) expect(excess(text), text).toMatch(/NUL|half/)
      }
      expect(excess(`{"a":"${bad}"}`)).toMatch(/NUL|half/)
    })
  )

  it("take no colon, bracket or quote inside a text for one outside", () => {
    const text = '{"a":"\\"[[{{::\\\\"}'
    expect(excess(`[${Array.from({ length: 9_999 }, () => text).join()}]`)).toBeUndefined()
    expect(excess(`["${"[".repeat(1_000)}"]`)).toBeUndefined()
  })

  it("cost a time that grows with the text and no faster", () => {
    const text = (size: number) =>
      `["${"\\u0041".repeat(size)}"]`.replaceAll(/(.{60000})/g, '$1","')
    // The quickest of several, so that whatever else the machine does says nothing about us.
    const time = (size: number) => {
      const given = text(size)
      const rounds = Array.from({ length: 20 }, () => {
        const before = process.hrtime.bigint()
        excess(given)
        return Number(process.hrtime.bigint() - before)
      })
      return Math.min(...rounds)
    }
    time(10_000)
    const [small, large] = [time(20_000), time(200_000)]
    expect(large / small).toBeLessThan(40)
  })
})
