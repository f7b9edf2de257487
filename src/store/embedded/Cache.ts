/**
 * A copy of the binaries for an account that cannot reach the package, such as a clone below
 * root's home. It belongs to root, carries the version in its name, appears all at once, and is
 * tried out as that account before anything relies on it.
 */
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import { DatabaseUnavailable } from "../../contracts/Database.ts"
import type { RunAs } from "./Account.ts"
import { closedTo } from "./Account.ts"
import * as Links from "./Links.ts"
import { run } from "./Run.ts"

/** The copy's root, shaped like the package. Where `shelf` cannot be written, it is in `home`. */
export const cached = Effect.fn("Cache.cached")(function* (
  source: string,
  version: string,
  runAs: RunAs,
  shelf: string,
  home: string
) {
  for (const directory of [shelf, home]) {
    const copy = path.join(directory, `postgres-${version}`)
    if (!prepared(directory) || closedTo(runAs, directory) !== undefined) continue
    if (fs.existsSync(copy) && (yield* works(copy, runAs))) return copy
    yield* replace(copy, source, runAs)
    return copy
  }
  return yield* new DatabaseUnavailable({
    message:
      `PostgreSQL runs without root's rights and cannot reach its programs in ${source}, ` +
      `nor could they be copied to ${shelf} or ${home}: install Tandem where everybody can read it.`
  })
})

const prepared = (directory: string): boolean => {
  try {
    const made = fs.mkdirSync(directory, { recursive: true })
    if (made !== undefined) fs.chmodSync(directory, 0o755)
    fs.accessSync(directory, fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}

const replace = Effect.fn("Cache.replace")(function* (copy: string, source: string, runAs: RunAs) {
  const fresh = `${copy}.${crypto.randomBytes(6).toString("hex")}`
  yield* Effect.tryPromise({
    try: () => duplicate(source, fresh),
    catch: (cause) =>
      new DatabaseUnavailable({ message: `Cannot copy PostgreSQL to ${copy}.`, cause })
  }).pipe(Effect.onError(() => Effect.sync(() => discard(fresh))))
  if (!(yield* works(fresh, runAs))) {
    discard(fresh)
    return yield* new DatabaseUnavailable({
      message: `The copy of PostgreSQL in ${path.dirname(copy)} does not run: is it mounted noexec?`
    })
  }
  if (moved(fresh, copy)) return
  // Another process was quicker, or what is there is damaged.
  if (!(yield* works(copy, runAs))) {
    moved(copy, `${fresh}.old`)
    discard(`${fresh}.old`)
    moved(fresh, copy)
  }
  discard(fresh)
})

const moved = (from: string, to: string): boolean => {
  try {
    fs.renameSync(from, to)
    return true
  } catch {
    return false
  }
}

const discard = (directory: string) => fs.rmSync(directory, { recursive: true, force: true })

const duplicate = async (source: string, target: string): Promise<void> => {
  await fs.promises.cp(path.join(source, "native"), path.join(target, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith(".a") && path.basename(file) !== "pkgconfig"
  })
  Links.restore(target, path.join(target, "native", "lib"))
  await readable(target)
}

/** Whatever mask the package was installed under. */
const readable = async (directory: string): Promise<void> => {
  await fs.promises.chmod(directory, 0o755)
  for (const entry of await fs.promises.readdir(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name)
    if (entry.isDirectory()) await readable(file)
    if (entry.isFile()) {
      const { mode } = await fs.promises.stat(file)
      await fs.promises.chmod(file, (mode & 0o100) === 0 ? 0o644 : 0o755)
    }
  }
}

const works = (copy: string, runAs: RunAs) => {
  const program = path.join(copy, "native", "bin", "postgres")
  const ours = [copy, path.dirname(program), program].every((file) => {
    const seen = fs.statSync(file, { throwIfNoEntry: false })
    return seen !== undefined && seen.uid === process.getuid?.() && (seen.mode & 0o022) === 0
  })
  if (!ours) return Effect.succeed(false)
  const libraries = [path.join(copy, "native", "lib")]
  return Effect.map(run(program, ["--version"], { runAs, libraries }), ({ code }) => code === 0)
}
