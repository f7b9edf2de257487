/** Where the server's programs are found, and what is done where they cannot be used in place. */
import * as childProcess from "node:child_process"
import * as fs from "node:fs"
import * as path from "node:path"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as EmbeddedServer from "../../../src/store/embedded/EmbeddedServer.ts"
import {
  directory,
  hold,
  isRoot,
  newHome,
  ordinary,
  packageCopy,
  Stage,
  type User,
  usedHome
} from "../../support/ServerProcess.ts"

/** Starts and stops; says how that went. */
const started = (options: Pick<EmbeddedServer.Options, "home" | "binaries">, user: User = {}) =>
  Effect.gen(function* () {
    const holder = yield* hold(options, user)
    const said = yield* holder.said
    yield* holder.kill("SIGTERM")
    return said.joined ?? said.failed
  })

const library = (root: string) => path.join(root, "native", "lib")
const linksIn = (place: string) =>
  fs.readdirSync(place).filter((file) => fs.lstatSync(path.join(place, file)).isSymbolicLink())

/** Nobody but the test's own user gets through, and as an ordinary user nothing can be written. */
const withMode = (place: string, mode: number) =>
  Effect.acquireRelease(
    Effect.sync(() => fs.chmodSync(place, mode)),
    () => Effect.sync(() => fs.chmodSync(place, 0o755))
  )

layer(Stage.layer, { excludeTestServices: true })("the programs of the server", (it) => {
  it.scoped("get back the links that were never made", () =>
    Effect.gen(function* () {
      const root = yield* packageCopy(yield* directory, false)
      expect(linksIn(library(root))).toEqual([])
      expect(yield* started({ home: yield* usedHome, binaries: { root } })).toBe("started")
      expect(linksIn(library(root))).toContain("libicuuc.so.60")
    })
  )

  it.scoped("get them in the home when the package cannot be written", () =>
    Effect.gen(function* () {
      const root = yield* packageCopy(yield* directory, false)
      yield* withMode(library(root), 0o555)
      const home = yield* newHome
      expect(yield* started({ home, binaries: { root } }, ordinary)).toBe("started")
      expect(linksIn(library(root))).toEqual([])
      const beside = fs.readdirSync(home).find((name) => name.startsWith("lib-18."))
      expect(linksIn(path.join(home, beside ?? ""))).toContain("libicuuc.so.60")
      expect(yield* started({ home, binaries: { root } }, ordinary)).toBe("started")
    })
  )

  it.scoped("are copied once where root's account without rights cannot reach them", () =>
    Effect.gen(function* () {
      const above = path.join(yield* directory, "closed")
      const root = yield* packageCopy(above, false)
      fs.chmodSync(above, 0o700)
      const cache = path.join(yield* directory, "cache")
      const home = yield* usedHome
      expect(yield* started({ home, binaries: { root, cache } })).toBe("started")

      const copies = fs.existsSync(cache) ? fs.readdirSync(cache) : []
      if (!isRoot) return expect(copies).toEqual([])
      expect(copies).toEqual([expect.stringMatching(/^postgres-18\.[-.\w]+$/)])
      const copy = path.join(cache, copies[0] ?? "")
      expect(fs.statSync(copy).uid).toBe(0)
      expect(fs.statSync(copy).mode & 0o022).toBe(0)
      const before = fs.statSync(copy).ino
      expect(yield* started({ home, binaries: { root, cache } })).toBe("started")
      expect(fs.readdirSync(cache)).toEqual(copies)
      expect(fs.statSync(copy).ino).toBe(before)
    })
  )

  it.scoped("are copied anew when the copy is damaged or may have been changed", () =>
    Effect.gen(function* () {
      const above = path.join(yield* directory, "closed")
      const root = yield* packageCopy(above, false)
      fs.chmodSync(above, 0o700)
      const cache = path.join(yield* directory, "cache")
      const home = yield* usedHome
      const again = () => started({ home, binaries: { root, cache } })
      expect(yield* again()).toBe("started")
      if (!isRoot) return expect(fs.existsSync(cache)).toBe(false)

      const copy = path.join(cache, fs.readdirSync(cache)[0] ?? "")
      const program = path.join(copy, "native", "bin", "postgres")
      fs.truncateSync(program, 1000)
      expect(yield* again()).toBe("started")
      expect(fs.statSync(program).size).toBeGreaterThan(1000)
      fs.chmodSync(program, 0o777)
      expect(yield* again()).toBe("started")
      expect(fs.statSync(program).mode & 0o022).toBe(0)
      expect(fs.readdirSync(cache)).toHaveLength(1)
    })
  )

  it.scoped("are copied into the home when there is no place for a cache", () =>
    Effect.gen(function* () {
      const above = path.join(yield* directory, "closed")
      const root = yield* packageCopy(above, false)
      fs.chmodSync(above, 0o700)
      const file = path.join(yield* directory, "file")
      fs.writeFileSync(file, "")
      const home = yield* usedHome
      const binaries = { root, cache: path.join(file, "cache") }
      expect(yield* started({ home, binaries })).toBe("started")
      const copies = fs.readdirSync(home).filter((name) => name.startsWith("postgres-18."))
      expect(copies).toHaveLength(isRoot ? 1 : 0)
    })
  )

  it.scoped("work in a clone that was made under a narrow mask", () =>
    Effect.gen(function* () {
      const above = yield* directory
      const root = yield* packageCopy(above, false)
      childProcess.execFileSync("chmod", ["-R", "go-rwx", path.join(above, "node_modules")])
      const binaries = { root, cache: path.join(yield* directory, "cache") }
      expect(yield* started({ home: yield* usedHome, binaries })).toBe("started")
    })
  )

  it.scoped("that are not there are missed with a way out", () =>
    Effect.gen(function* () {
      const binaries = { root: path.join(yield* directory, "nothing") }
      const said = yield* started({ home: yield* usedHome, binaries })
      expect(said).toContain("not complete: install Tandem again")
    })
  )
})
