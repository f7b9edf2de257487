/** Several processes and one server, and what is left of them when one is killed. */
import * as childProcess from "node:child_process"
import * as fs from "node:fs"
import * as path from "node:path"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as EmbeddedServer from "../../../src/store/embedded/EmbeddedServer.ts"
import { isUp, pidOf, until } from "../../support/Observe.ts"
import { fast, hold, Stage, usedHome } from "../../support/ServerProcess.ts"
import { ask } from "../../support/TestDatabase.ts"

/** What the server says from now on. */
const logSince = (home: string) => {
  const file = path.join(home, "postgres.log")
  const { length } = fs.readFileSync(file, "utf8")
  return () => fs.readFileSync(file, "utf8").slice(length)
}

/** How many processes use it, as far as it knows. */
const leases = (home: string) =>
  EmbeddedServer.make({ home, tcp: false, lingers: true }).pipe(
    Effect.flatMap((server) =>
      ask(server, "select from pg_locks where locktype = 'advisory' and objid = 1")
    ),
    // We are one of them.
    Effect.map((rows) => rows.length - 1),
    Effect.scoped
  )

layer(Stage.layer, { excludeTestServices: true })("processes that share a server", (it) => {
  it.scoped("the last one out stops it, and ends well on SIGTERM", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const daemon = yield* hold({ home })
      expect(yield* daemon.said).toMatchObject({ joined: "started" })
      const command = yield* hold({ home })
      expect(yield* command.said).toMatchObject({ joined: "attached" })

      expect(yield* command.kill("SIGTERM")).toEqual({ code: 0, signal: null })
      expect(yield* isUp(home)).toBe(true)
      expect(yield* daemon.kill("SIGTERM")).toEqual({ code: 0, signal: null })
      expect(yield* isUp(home)).toBe(false)
    })
  )

  it.scoped("whoever started it may leave first, and the others go on", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const daemon = yield* hold({ home })
      yield* daemon.said
      yield* Effect.gen(function* () {
        const server = yield* EmbeddedServer.make({ home, tcp: false, settings: fast })
        expect(server.joined).toBe("attached")
        yield* daemon.kill("SIGTERM")
        expect(yield* ask(server, "select 1 as one")).toEqual([{ one: 1 }])
      }).pipe(Effect.scoped)
      expect(yield* isUp(home)).toBe(false)
    })
  )

  it.scoped("a server that a killed process left is adopted, and stopped in the end", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const daemon = yield* hold({ home })
      yield* daemon.said
      const before = yield* pidOf(home)
      expect(yield* daemon.kill("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" })
      expect(yield* pidOf(home)).toBe(before)

      const next = yield* hold({ home })
      expect(yield* next.said).toMatchObject({ joined: "adopted" })
      expect(yield* pidOf(home)).toBe(before)
      yield* next.kill("SIGTERM")
      expect(yield* isUp(home)).toBe(false)
    })
  )

  it.scoped("of several that start at once, one starts it and all use it", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const log = logSince(home)
      const all = yield* Effect.all([hold({ home }), hold({ home }), hold({ home })])
      const said = yield* Effect.forEach(all, (one) => one.said)
      const joined = said.map((one) => one.joined ?? one.failed)
      expect(joined.filter((how) => how === "started")).toHaveLength(1)
      expect(log().match(/ready to accept connections/g)).toHaveLength(1)
      expect(log()).not.toContain("shutdown request")
      expect(joined.filter((how) => how === "attached" || how === "adopted")).toHaveLength(2)
      yield* Effect.forEach(all, (one) => one.kill("SIGTERM"), { concurrency: "unbounded" })
      expect(yield* isUp(home)).toBe(false)
    })
  )

  it.scoped("a killed server comes back at the same door", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const server = yield* EmbeddedServer.make({ home, tcp: false, settings: fast })
      yield* ask(server, "create table kept (word text)")
      yield* ask(server, "insert into kept values ('still here')")
      const before = yield* pidOf(home)
      process.kill(before ?? 0, "SIGKILL")
      yield* until(Effect.map(pidOf(home), (pid) => pid !== undefined && pid !== before))
      const rows = yield* ask(server, "select word from kept").pipe(
        Effect.sandbox,
        Effect.retry(Schedule.spaced("20 millis"))
      )
      expect(rows).toEqual([{ word: "still here" }])
    })
  )

  it.scoped("a killed server comes back for everybody who uses it, once", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const one = yield* hold({ home })
      yield* one.said
      const other = yield* hold({ home })
      yield* other.said
      const before = yield* pidOf(home)
      const log = logSince(home)
      process.kill(before ?? 0, "SIGKILL")
      yield* until(Effect.map(pidOf(home), (pid) => pid !== undefined && pid !== before))
      yield* until(Effect.map(leases(home), (count) => count === 2))
      yield* one.kill("SIGTERM")
      expect(yield* isUp(home)).toBe(true)
      expect(log()).not.toContain("shutdown request")
      yield* other.kill("SIGTERM")
      expect(yield* isUp(home)).toBe(false)
      expect(log().match(/ready to accept connections/g)).toHaveLength(1)
    })
  )

  it.scoped("a server on its way down is waited for, and then started", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const first = yield* hold({ home })
      yield* first.said
      const leaving = yield* Effect.fork(first.kill("SIGTERM"))
      const next = yield* hold({ home })
      expect((yield* next.said).failed).toBeUndefined()
      yield* leaving.await
      expect(yield* isUp(home)).toBe(true)
    })
  )

  it.scoped("the terminal's Ctrl-C does not reach the server behind our back", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const daemon = yield* hold({ home })
      yield* daemon.said
      const group = (pid: number) =>
        childProcess.execFileSync("ps", ["-o", "pgid=", "-p", String(pid)], { encoding: "utf8" })
      expect(group((yield* pidOf(home)) ?? 0)).not.toBe(group(daemon.pid))
    })
  )
})
