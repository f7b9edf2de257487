/**
 * Runs benchmarks: `npm run bench [-- name...] [--json]`. Without a name it runs them all. Rates
 * depend on the machine and its neighbours, ratios do not, so only ratios have floors; the exit
 * status is 1 when one is below its floor.
 */
import type { Bench } from "./Bench.ts"
import { normalise } from "./Normalise.ts"

const benches: ReadonlyArray<Bench> = [normalise]

const words = process.argv.slice(2)
const json = words.includes("--json")
const names = words.filter((word) => word !== "--json")

const known = new Map(benches.map((bench) => [bench.name, bench]))
const unknown = names.filter((name) => !known.has(name))
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". There are:`)
  for (const { name, about } of benches) console.error(`  ${name.padEnd(12)} ${about}`)
  process.exit(1)
}

for (const bench of benches) {
  if (names.length > 0 && !names.includes(bench.name)) continue
  if (!json) console.log(`${bench.name}: ${bench.about}`)
  for (const ratio of await bench.run()) {
    const good = ratio.ratio >= ratio.floor
    if (!good) process.exitCode = 1
    if (json) console.log(JSON.stringify({ bench: bench.name, ...ratio, good }))
    else {
      const verdict = good ? "" : "  BELOW THE FLOOR"
      console.log(
        `  ${ratio.what.padEnd(36)} ${ratio.ratio.toFixed(1).padStart(6)}x` +
          ` (floor ${ratio.floor}x)  ${ratio.figures}${verdict}`
      )
    }
  }
}
