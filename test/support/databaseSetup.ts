/**
 * One embedded server for all test files: the first that wants a database starts it, through the
 * same supervisor as the product, and it runs on until everything is done. Nobody pays for it who
 * runs only tests that need none.
 */
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import type { TestProject } from "vitest/node"
import * as EmbeddedServer from "../../src/store/embedded/EmbeddedServer.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Of this run; gone when it ends. */
    readonly testDirectory: string
  }
}

export default (project: TestProject) => {
  const name = `tandem-test-${crypto.randomBytes(6).toString("hex")}`
  const directory = path.join(fs.realpathSync(os.tmpdir()), name)
  project.provide("testDirectory", directory)
  return async () => {
    // The last one out stops it, and that is us.
    const home = homeIn(directory)
    if (fs.existsSync(home)) {
      await Effect.runPromise(Effect.scoped(EmbeddedServer.make({ home, tcp: false })))
    }
    fs.rmSync(directory, { recursive: true, force: true })
  }
}

/** Made by whoever needs it first. As root the server runs as somebody else, who has to get in. */
export const directoryOfRun = (directory: string) => {
  fs.mkdirSync(directory, { recursive: true })
  fs.chmodSync(directory, 0o755)
  return directory
}

/** Where the server that all test files share is at home. */
export const homeIn = (directory: string) => path.join(directory, "server")
