/** Everything that can be said about the code without running it: types, style, idiom, walls. */
import { spawnSync } from "node:child_process"

const steps = [
  ["types", "tsc", []],
  ["lint and format", "biome", ["ci", "--error-on-warnings", "."]],
  [
    "Effect idiom",
    "effect-language-service",
    ["diagnostics", "--project", "tsconfig.json", "--strict", "--format", "text"]
  ],
  ["walls between the rooms", "vitest", ["run", "test/architecture.test.ts", "--reporter=dot"]]
]

for (const [what, command, args] of steps) {
  console.log(`\ncheck: ${what}`)
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: "inherit" })
  if (status !== 0) {
    console.error(`check: ${what}: not right yet`)
    process.exit(1)
  }
}
console.log("\ncheck: all is well")
