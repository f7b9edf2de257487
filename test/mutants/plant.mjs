/** Plants the mutant named by MUTANT while the tests load the sources. `src` itself has no switch. */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { mutants } from "./mutants.mjs"

export const occurrences = (/** @type {{ file: string, text: string }} */ { file, text }) =>
  readFileSync(file, "utf8").split(text).length - 1

export const plant = (/** @type {string | undefined} */ name) => {
  const planted = mutants.find((it) => it.name === name)
  if (name !== undefined && planted === undefined) throw new Error(`There is no mutant "${name}"`)
  return {
    name: "plant-a-mutant",
    enforce: /** @type {const} */ ("pre"),
    transform: (/** @type {string} */ code, /** @type {string} */ id) =>
      planted !== undefined && id.split("?")[0] === resolve(planted.file)
        ? code.replace(planted.text, () => planted.mutant)
        : undefined
  }
}
