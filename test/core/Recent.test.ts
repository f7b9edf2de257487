/** What is remembered may never be seen, but for the time it saves. */
import { describe, expect, it } from "vitest"
import { Recent } from "../../src/core/Recent.ts"
import { always, fc } from "../support/property.ts"

const keys = fc.array(
  fc.nat({ max: 12 }).map((n) => `k${n}`),
  { maxLength: 60 }
)

describe("Recent", () => {
  it(
    "answers as if there were no memory, and holds no more than twice its limit",
    always(keys, (asked) => {
      const recent = new Recent<string>(3)
      for (const key of asked) {
        expect(recent.recall(key, (key) => `answer to ${key}`)).toBe(`answer to ${key}`)
        expect(recent.size).toBeLessThanOrEqual(6)
      }
    })
  )

  it("does not look for what was asked for among the last few", () => {
    const recent = new Recent<string>(3)
    let searches = 0
    const ask = (key: string) =>
      recent.recall(key, () => {
        searches += 1
        return key
      })
    for (const key of ["a", "b", "a", "c", "a", "d", "a", "e", "a", "f", "a"]) ask(key)
    expect(searches).toBe(6)
  })
})
