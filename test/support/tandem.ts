/** Runs `tandem` the way a shell does, and hands back all it said. */
import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inject } from "vitest"

export const program = inject("tandem")

export interface Said {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<Said>
  /** Resolves once standard error has said this. */
  readonly says: (word: RegExp) => Promise<void>
}

export const start = (
  words: ReadonlyArray<string>,
  options: { readonly env?: Record<string, string>; readonly input?: string } = {}
): Running => {
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env["PATH"] ?? "", ...options.env },
    stdio: ["pipe", "pipe", "pipe"]
  })
  child.stdin.on("error", () => {}) // it may end before it has read all of its input
  child.stdin.end(options.input ?? "")
  let [out, err] = ["", ""]
  const listeners = new Set<() => void>()
  child.stdout.on("data", (chunk) => {
    out += chunk
  })
  child.stderr.on("data", (chunk) => {
    err += chunk
    for (const listener of listeners) listener()
  })
  const ended = new Promise<Said>((resolve) => {
    child.on("close", (status) => resolve({ status, out, err }))
  })
  const says = (word: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (word.test(err)) resolve()
      }
      listeners.add(look)
      void ended.then(() => reject(new Error(`it ended without saying ${word}: ${out}${err}`)))
      look()
    })
  return { process: child, ended, says }
}

export const tandem = (
  words: ReadonlyArray<string>,
  options?: { readonly env?: Record<string, string>; readonly input?: string }
): Promise<Said> => start(words, options).ended

/** A directory of its own for one test file's daemon, which an account without rights can enter. */
export const temporaryHome = () => {
  const home = mkdtempSync(join(tmpdir(), "tandem-home-"))
  chmodSync(home, 0o755)
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) }
}
