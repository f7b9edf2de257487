/**
 * One embedded server for all test files: the first that wants a database starts it, through the
 * same supervisor as the product, and it runs on until everything is done. Nobody pays for it who
 * runs only tests that need none.
 */
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import type { TestProject } from "vitest/node"
import * as EmbeddedServer from "../../src/store/embedded/EmbeddedServer.ts"

declare module "vitest" {
  interface ProvidedContext {
    readonly databaseHome: string
  }
}

export default (project: TestProject) => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-test-"))
  // As root the server runs as somebody else, who has to get in.
  fs.chmodSync(home, 0o711)
  project.provide("databaseHome", home)
  return async () => {
    // The last one out stops it, and that is us.
    if (fs.existsSync(path.join(home, "data"))) {
      await Effect.runPromise(Effect.scoped(EmbeddedServer.make({ home, tcp: false })))
    }
    fs.rmSync(home, { recursive: true, force: true })
  }
}
