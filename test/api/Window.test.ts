/** The window: what it lets through in any sixty seconds. */
import { describe, expect, it } from "vitest"
import { open, take } from "../../src/api/Window.ts"
import { always, fc } from "../support/property.ts"

describe("a window", () => {
  const visits = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 200 }).map((gaps) => {
    let second = 0
    return gaps.map((gap) => (second += gap < 60 ? gap % 4 : gap))
  })

  it(
    "never lets more through in any sixty seconds than its limit, and otherwise everybody",
    always(fc.tuple(visits, fc.integer({ min: 1, max: 20 })), ([seconds, limit]) => {
      const window = open(0)
      const passed: Array<number> = []
      for (const second of seconds) {
        const within = passed.filter((at) => at > second - 60).length
        const { allowed, remaining } = take(window, second, limit)
        expect(allowed).toBe(within < limit)
        if (allowed) passed.push(second)
        expect(remaining).toBe(limit - within - (allowed ? 1 : 0))
      }
    })
  )

  it(
    "says when there is room again, and there is",
    always(fc.tuple(visits, fc.integer({ min: 1, max: 20 })), ([seconds, limit]) => {
      const window = open(0)
      for (const second of seconds) {
        const verdict = take(window, second, limit)
        if (verdict.allowed) continue
        const copy = () => ({ ...window, counts: window.counts.slice() })
        expect(take(copy(), second + verdict.wait - 1, limit).allowed).toBe(false)
        expect(take(copy(), second + verdict.wait, limit).allowed).toBe(true)
      }
    })
  )

  it("stands still while the clock goes back", () => {
    const window = open(100)
    expect(take(window, 100, 2).allowed).toBe(true)
    expect(take(window, 40, 2).allowed).toBe(true)
    expect(take(window, 99, 2).allowed).toBe(false)
    expect(take(window, 160, 2).allowed).toBe(true)
  })
})
