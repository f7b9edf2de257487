/**
 * How hard properties are tried. `PROPERTY_RUNS=1000000 npx vitest run test/core` tries a million
 * cases; a failure prints its seed and path, and `PROPERTY_SEED=<seed>` replays it.
 */
import * as fc from "effect/FastCheck"

export const runs = Number(process.env["PROPERTY_RUNS"] ?? 2000)

const seed = process.env["PROPERTY_SEED"]

fc.configureGlobal({ numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) })

export { fc }

/** `it("title: the law", always(arbitrary, claim))` */
export const always =
  <A>(arbitrary: fc.Arbitrary<A>, claim: (a: A) => void) =>
  async () => {
    const law = fc.property(arbitrary, claim)
    for (let done = 0; done < runs; done += stretch) {
      const numRuns = Math.min(stretch, runs - done)
      fc.assert(law, { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) + done }) })
      await new Promise((resume) => setImmediate(resume))
    }
  }

/** A test that is not heard of for a minute counts as dead, so a long one comes up for air. */
const stretch = 20_000
