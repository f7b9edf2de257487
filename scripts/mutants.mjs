/**
 * Tries every mutant of test/mutants: the test named as its killer must die of it, and of nothing
 * else. Ends with status 1 when one lives. `npm run mutants -- merge` tries those whose name or
 * file contains "merge".
 */
import { spawnSync } from "node:child_process"
import { mutants } from "../test/mutants/mutants.mjs"

const wanted = (process.argv[2] ?? "").toLowerCase()
const chosen = mutants.filter(({ file, name }) => `${name} ${file}`.toLowerCase().includes(wanted))
const vitest = "node_modules/vitest/vitest.mjs"

let lived = 0
for (const { killer, name, tests } of chosen) {
  const run = spawnSync(
    process.execPath,
    [vitest, "run", tests, "--reporter=json", "--testNamePattern", literally(killer)],
    { encoding: "utf8", env: { ...process.env, MUTANT: name } }
  )
  const failed = failures(run.stdout)
  const killed = failed.some((title) => title === killer)
  if (!killed) lived += 1
  console.log(`${killed ? "killed" : "LIVES "}  ${name.padEnd(34)} ${killer}`)
  if (!killed && failed.length === 0 && run.status !== 0) console.log(run.stderr.slice(0, 2000))
}
console.log(`\n${chosen.length - lived} of ${chosen.length} mutants killed`)
process.exitCode = lived === 0 && chosen.length > 0 ? 0 : 1

function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}

function failures(stdout) {
  const start = stdout.indexOf("{")
  if (start === -1) return []
  const report = JSON.parse(stdout.slice(start))
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ title }) => title)
  )
}
