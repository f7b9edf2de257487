/** The commands are tested as people run them: bundled, in a process of their own. */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** The program of this run: what somebody builds meanwhile does not disturb it. */
    readonly tandem: string
  }
}

export default (project: TestProject) => {
  // Below node_modules, where a bundle still finds the binaries that are not in it.
  const cache = join("node_modules", ".cache")
  mkdirSync(cache, { recursive: true })
  const directory = mkdtempSync(join(cache, "tandem-test-"))
  execFileSync(process.execPath, ["scripts/build.mjs", directory], { stdio: "pipe" })
  project.provide("tandem", join(directory, "tandem.mjs"))
  return () => rmSync(directory, { recursive: true, force: true })
}
