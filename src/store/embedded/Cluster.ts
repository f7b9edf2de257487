/**
 * The data directory. It is made once, in a directory of its own that takes its place under a
 * new name when it is whole, so a death half way leaves nothing behind that looks like one.
 */
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { DatabaseUnavailable } from "../../contracts/Database.ts"
import type { RunAs } from "./Account.ts"
import { give } from "./Account.ts"
import type { Binaries } from "./Binaries.ts"
import type { Home } from "./Home.ts"
import { run } from "./Run.ts"

export const superuser = "postgres"

/** Owns the database and nothing else, as the login of somebody's own server would. */
export const owner = "tandem"
export const database = "tandem"

export const ensure = Effect.fn("Cluster.ensure")(function* (
  home: Home,
  binaries: Binaries,
  runAs: RunAs
) {
  yield* Effect.sync(() => sweep(home.root))
  const found = yield* written(home.data)
  if (Option.isNone(found)) return yield* initialise(home, binaries, runAs)
  if (found.value !== binaries.major) {
    return yield* new DatabaseUnavailable({
      message:
        `The database in ${home.data} was written by PostgreSQL ${found.value}; this Tandem ` +
        `brings PostgreSQL ${binaries.major}. With the Tandem that wrote it, run ` +
        `"tandem export --out tandem.export". Then move ${home.data} away and, with this one, ` +
        'run "tandem import tandem.export".'
    })
  }
})

/** The major version on disk, or none where there is no cluster yet. */
const written = (data: string) =>
  Effect.try({
    try: () => {
      const empty = !fs.existsSync(data) || fs.readdirSync(data).length === 0
      if (empty) return Option.none<number>()
      return Option.some(Number(fs.readFileSync(path.join(data, "PG_VERSION"), "utf8").trim()))
    },
    catch: (cause) =>
      new DatabaseUnavailable({
        message:
          `${data} is not a database Tandem can read: ` +
          "if there is something else in it, choose another directory with TANDEM_HOME.",
        cause
      })
  })

const initialise = Effect.fn("Cluster.initialise")(function* (
  home: Home,
  binaries: Binaries,
  runAs: RunAs
) {
  const place = yield* Effect.acquireRelease(
    attempt(home, () => draft(home, runAs)),
    (directory) => Effect.sync(() => discard(directory))
  )
  const { code, output } = yield* run(binaries.initdb, instructions(place), {
    runAs,
    libraries: binaries.libraries
  })
  if (code !== 0) return yield* new DatabaseUnavailable({ message: explain(home, output) })
  yield* attempt(home, () => takePlace(path.join(place, "data"), home.data))
}, Effect.scoped)

const attempt = <A>(home: Home, work: () => A) =>
  Effect.try({
    try: work,
    catch: (cause) =>
      new DatabaseUnavailable({ message: `Cannot make ${home.data}: ${String(cause)}`, cause })
  })

/**
 * The collation is the server's own, not the operating system's: an image with another C library
 * must not corrupt an index.
 */
const instructions = (place: string): ReadonlyArray<string> => [
  "--pgdata",
  path.join(place, "data"),
  "--username",
  superuser,
  "--pwfile",
  path.join(place, "password"),
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--no-instructions",
  "--data-checksums"
]

const explain = (home: Home, output: string): string => {
  const nameless = /could not look up effective user ID (\d+)/.exec(output)
  return nameless === null
    ? `Cannot make a database in ${home.data}: ${output.trim()}`
    : `PostgreSQL makes a database only as a user that has a name, and uid ${nameless[1]} has ` +
        "none: give it one (a line in /etc/passwd), run as a user that has, or set DATABASE_URL."
}

/** Drafts of this process that are being written, so that a sweep leaves them alone. */
const underway = new Set<string>()

const draft = (home: Home, runAs: RunAs): string => {
  const name = `init-${process.pid}-${crypto.randomBytes(4).toString("hex")}`
  const directory = path.join(home.root, name)
  underway.add(directory)
  fs.mkdirSync(directory, { mode: 0o700 })
  const password = path.join(directory, "password")
  fs.writeFileSync(password, Redacted.value(home.password), { mode: 0o600 })
  give(runAs, password)
  give(runAs, directory)
  return directory
}

/** An orphaned initdb may still be writing there; then the next start sweeps it away. */
const discard = (directory: string) => {
  underway.delete(directory)
  try {
    fs.rmSync(directory, { recursive: true, force: true })
  } catch {}
}

/** Another process may have been quicker; its database opens with the same password. */
const takePlace = (fresh: string, data: string): void => {
  try {
    fs.renameSync(fresh, data)
  } catch (error) {
    if (!fs.existsSync(path.join(data, "PG_VERSION"))) throw error
  }
}

/** What processes that were killed have left. One that is alive is still writing. */
const sweep = (root: string): void => {
  for (const name of fs.readdirSync(root)) {
    const pid = Number(/^init-(\d+)-/.exec(name)?.[1])
    const directory = path.join(root, name)
    const stale = pid === process.pid ? !underway.has(directory) : pid > 0 && !alive(pid)
    if (stale) discard(directory)
  }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Alive, but not ours to signal. Node's errors carry the code.
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}
