/**
 * Runs one of the server's programs to its end. The environment is made from nothing, because
 * ours holds the secrets of every connection and another account may read what is passed on.
 */
import * as childProcess from "node:child_process"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import type { RunAs } from "./Account.ts"
import { asOptions } from "./Account.ts"

export interface Ended {
  readonly code: number | null
  readonly output: string
}

export const environment = (
  libraries: ReadonlyArray<string>
): Readonly<Record<string, string | undefined>> => ({
  PATH: process.env["PATH"],
  LC_ALL: "C",
  TZ: "UTC",
  ...(process.platform === "win32"
    ? { SystemRoot: process.env["SystemRoot"], TEMP: process.env["TEMP"] }
    : { [libraryPath]: libraries.join(path.delimiter) })
})

export const run = (
  program: string,
  args: ReadonlyArray<string>,
  options: { readonly runAs: RunAs; readonly libraries: ReadonlyArray<string> }
): Effect.Effect<Ended> =>
  Effect.async((resume) => {
    const child = childProcess.spawn(program, args, {
      ...asOptions(options.runAs),
      cwd: path.parse(program).root,
      env: environment(options.libraries),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true
    })
    let output = ""
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
    child.on("error", (error) => resume(Effect.succeed({ code: null, output: error.message })))
    child.on("close", (code) => resume(Effect.succeed({ code, output })))
    return Effect.sync(() => child.kill("SIGTERM"))
  })

const libraryPath = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"
