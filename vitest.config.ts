/** How the tests run: files side by side on their own databases, one embedded server for all. */
import { defineConfig } from "vitest/config"
import { plant } from "./test/mutants/plant.mjs"

export default defineConfig({
  plugins: [plant(process.env["MUTANT"])],
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/databaseSetup.ts", "test/support/bundleSetup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks"
  }
})
