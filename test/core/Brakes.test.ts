/** What one run may do, and what it may not without a person. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import {
  acts,
  brake,
  ceiling,
  defaultLimits,
  type Limits,
  noToll,
  type Run,
  type Toll
} from "../../src/core/Brakes.ts"
import { always } from "../support/property.ts"

const few = fc.nat({ max: 3 })
const toll: fc.Arbitrary<Toll> = fc.record({
  deletes: few,
  clears: few,
  overwrites: few,
  creates: few
})
const limit = fc.option(
  fc.record({
    atLeast: fc.nat({ max: 5 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    atMost: fc.nat({ max: 30 })
  }),
  { nil: null }
)
const run: fc.Arbitrary<Run> = fc.record({
  limits: fc.record({ deletes: limit, clears: limit, overwrites: limit, creates: limit }),
  links: fc.nat({ max: 100 }),
  spent: fc.constant(noToll),
  tripped: fc.constant([]),
  approved: fc.subarray([...acts])
})
const one = (part: Partial<Toll>): Toll => ({ ...noToll, ...part })
const runOf = (limits: Limits, links: number, more: Partial<Run> = {}): Run => ({
  limits,
  links,
  spent: noToll,
  tripped: [],
  approved: [],
  ...more
})
const itself = (it: Toll) => it

describe("brakes", () => {
  it(
    "never let through more than their limit, whatever the run is cut into",
    always(
      fc.tuple(run, fc.array(fc.array(toll, { maxLength: 8 }), { maxLength: 6 })),
      ([start, batches]) => {
        let state = start
        for (const batch of batches) {
          const { spent, tripped } = brake(state, batch, itself)
          state = { ...state, spent, tripped }
        }
        for (const act of acts) {
          if (start.approved.includes(act)) continue
          expect(state.spent[act]).toBeLessThanOrEqual(ceiling(start.limits[act], start.links))
        }
      }
    )
  )

  it(
    "hold or pass every piece of work, and lose none",
    always(fc.tuple(run, fc.array(toll, { maxLength: 20 })), ([start, work]) => {
      const { go, held } = brake(start, work, itself)
      expect(go.length + held.length).toBe(work.length)
      for (const { by } of held) expect(by.length).toBeGreaterThan(0)
    })
  )

  it("stop all deletes of a run that wants too many, and let the rest flow", () => {
    const work = [
      ...Array.from({ length: 30 }, () => one({ deletes: 1 })),
      ...Array.from({ length: 30 }, () => one({ overwrites: 1 }))
    ]
    const { go, held, tripped } = brake(runOf(defaultLimits, 100), work, itself)
    expect(held).toHaveLength(30)
    expect(go).toHaveLength(30)
    expect(tripped).toEqual(["deletes"])
  })

  it("let overwrites go up to the limit and hold what comes after", () => {
    const limits = { ...defaultLimits, overwrites: { atLeast: 2, share: 0, atMost: 2 } }
    const work = [one({ overwrites: 1 }), one({ overwrites: 1 }), one({ overwrites: 1 })]
    expect(brake(runOf(limits, 10), work, itself)).toMatchObject({ tripped: ["overwrites"] })
    expect(brake(runOf(limits, 10), work, itself).go).toHaveLength(2)
  })

  it("stay on for the rest of the run once they tripped, and open when a person approves", () => {
    const work = [one({ deletes: 1 })]
    const tripped = runOf(defaultLimits, 10, { tripped: ["deletes"] })
    expect(brake(tripped, work, itself).go).toHaveLength(0)
    expect(brake({ ...tripped, approved: ["deletes"] }, work, itself).go).toHaveLength(1)
  })

  it("count a share of the live links, with a floor for small accounts and a cap for large ones", () => {
    const { deletes } = defaultLimits
    expect(ceiling(deletes, 0)).toBe(25)
    expect(ceiling(deletes, 2_000)).toBe(100)
    expect(ceiling(deletes, 1_000_000)).toBe(500)
    expect(ceiling(null, 5)).toBe(Number.POSITIVE_INFINITY)
  })
})
