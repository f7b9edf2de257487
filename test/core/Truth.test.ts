import { describe, expect, it } from "vitest"
import { readBoolean } from "../../src/core/Truth.ts"

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
