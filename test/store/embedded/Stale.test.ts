/** What dead servers leave behind names processes that have nothing to do with them. */
import * as childProcess from "node:child_process"
import * as fs from "node:fs"
import * as path from "node:path"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { isUp, pidOf, until } from "../../support/Observe.ts"
import { hold, ordinary, Stage, usedHome } from "../../support/ServerProcess.ts"

/** A process of the account the server runs as, so that the server would believe in it. */
const bystander = Effect.acquireRelease(
  Effect.sync(() =>
    childProcess.spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      ...ordinary,
      cwd: "/",
      stdio: "ignore"
    })
  ),
  (child) => Effect.sync(() => child.kill("SIGKILL"))
)

/** A home whose server was killed, with every number in what it left replaced by another. */
const leftBehind = (pid: number) =>
  Effect.gen(function* () {
    const home = yield* usedHome
    const daemon = yield* hold({ home })
    const { host = "" } = yield* daemon.said
    const server = yield* pidOf(home)
    yield* daemon.kill("SIGKILL")
    process.kill(server ?? 0, "SIGKILL")
    yield* until(Effect.map(isUp(home), (up) => !up))
    const locks = fs.readdirSync(host).filter((file) => file.endsWith(".lock"))
    expect(locks).toHaveLength(1)
    for (const file of [
      path.join(home, "data", "postmaster.pid"),
      ...locks.map((lock) => path.join(host, lock))
    ]) {
      fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/^\d+/, String(pid)))
    }
    return home
  })

layer(Stage.layer, { excludeTestServices: true })("what a dead server leaves behind", (it) => {
  it.scoped("does not hold up the next, when its number belongs to another process", () =>
    Effect.gen(function* () {
      const other = yield* bystander
      const home = yield* leftBehind(other.pid ?? 0)
      const next = yield* hold({ home })
      expect(yield* next.said).toMatchObject({ joined: "started" })
      expect(other.exitCode).toBeNull()
    })
  )

  it.scoped("does not hold up the next, when its number belongs to a thread", () =>
    Effect.gen(function* () {
      const other = yield* bystander
      const pid = other.pid ?? 0
      const tasks = `/proc/${pid}/task`
      // Where threads have no numbers of their own, the process stands for them.
      if (fs.existsSync("/proc")) {
        yield* until(Effect.sync(() => fs.readdirSync(tasks).length > 1))
      }
      const threads = fs.existsSync(tasks) ? fs.readdirSync(tasks).map(Number) : [pid]
      const home = yield* leftBehind(threads.find((thread) => thread !== pid) ?? pid)
      const next = yield* hold({ home })
      expect(yield* next.said).toMatchObject({ joined: "started" })
    })
  )

  it.scoped("is left alone while its server is alive", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const daemon = yield* hold({ home })
      yield* daemon.said
      const file = path.join(home, "data", "postmaster.pid")
      const before = fs.readFileSync(file, "utf8")
      const command = yield* hold({ home })
      expect(yield* command.said).toMatchObject({ joined: "attached" })
      expect(fs.readFileSync(file, "utf8")).toBe(before)
    })
  )
})
