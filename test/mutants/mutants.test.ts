/** Mutants rot: each must still fit its source, and its killer must still be a test. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { mutants } from "./mutants.mjs"
import { occurrences } from "./plant.mjs"

it.each(mutants)("$name: its text occurs once, and its killer exists", (mutant) => {
  expect(occurrences(mutant)).toBe(1)
  expect(readFileSync(mutant.tests, "utf8")).toContain(`"${mutant.killer}"`)
})
