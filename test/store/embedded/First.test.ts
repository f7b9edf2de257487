/** The first start, what it leaves on disk, and what it refuses to take for its own. */
import * as fs from "node:fs"
import * as path from "node:path"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as EmbeddedServer from "../../../src/store/embedded/EmbeddedServer.ts"
import { isUp, pidOf, until } from "../../support/Observe.ts"
import {
  fast,
  hold,
  isRoot,
  newHome,
  ordinary,
  Stage,
  usedHome
} from "../../support/ServerProcess.ts"
import { ask } from "../../support/TestDatabase.ts"

const make = (home: string, more: Partial<EmbeddedServer.Options> = {}) =>
  EmbeddedServer.make({ home, tcp: false, settings: fast, ...more })

/** The message a person would see. */
const refusal = (home: string) => Effect.map(Effect.flip(make(home)), ({ message }) => message)

const mode = (file: string) => (fs.statSync(file).mode & 0o777).toString(8)

layer(Stage.layer, { excludeTestServices: true })("the first start", (it) => {
  it.scoped("makes a database nobody else can look into, and runs without root's rights", () =>
    Effect.gen(function* () {
      const home = yield* newHome
      const server = yield* make(home)
      expect(server.joined).toBe("started")
      expect(fs.readdirSync(home).sort()).toEqual(["data", "password", "postgres.log"])
      expect(mode(path.join(home, "data"))).toBe("700")
      expect(mode(path.join(home, "password"))).toBe("600")
      expect(mode(path.join(home, "postgres.log"))).toBe("600")
      expect(mode(home)).toBe(isRoot ? "711" : "700")
      expect(mode(server.host)).toBe("700")
      expect(fs.statSync(path.join(home, "data")).uid).toBe(ordinary.uid ?? process.getuid?.())

      const settings = yield* ask(
        server,
        `select current_setting('listen_addresses') as addresses,
                current_setting('password_encryption') as passwords,
                (select count(*)::int from pg_hba_file_rules where auth_method <> 'scram-sha-256')
                  as unlocked`
      )
      expect(settings).toEqual([{ addresses: "", passwords: "scram-sha-256", unlocked: 0 }])
      const pid = yield* pidOf(home)
      const uid = fs.existsSync(`/proc/${pid}`) ? fs.statSync(`/proc/${pid}`).uid : ordinary.uid
      expect(uid).toBe(ordinary.uid ?? process.getuid?.())
    })
  )

  it.scoped("keeps what was written for the next one", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      yield* Effect.scoped(
        Effect.flatMap(make(home), (server) =>
          ask(server, "create table kept as select 'word' as word")
        )
      )
      const server = yield* make(home)
      expect(yield* ask(server, "select * from kept")).toEqual([{ word: "word" }])
    })
  )

  it.scoped("listens on the loopback address when asked to, and nowhere else", () =>
    Effect.gen(function* () {
      const server = yield* make(yield* usedHome, { tcp: true })
      expect(server.host).toBe("127.0.0.1")
      const rows = yield* ask(server, "select host(inet_server_addr()) as address")
      expect(rows).toEqual([{ address: "127.0.0.1" }])
    })
  )

  it.scoped("works for an ordinary user", () =>
    Effect.gen(function* () {
      const home = yield* newHome
      const daemon = yield* hold({ home }, ordinary)
      expect(yield* daemon.said).toMatchObject({ joined: "started" })
      expect(fs.statSync(path.join(home, "password")).uid).toBe(ordinary.uid ?? process.getuid?.())
      // Root may come in beside them, and leaves everything theirs.
      const command = yield* hold({ home })
      expect(yield* command.said).toMatchObject({ joined: "attached" })
    })
  )

  it.scoped("needs a name for its user, and says so; later starts do not", () =>
    Effect.gen(function* () {
      const nameless = isRoot ? { uid: 54_321, gid: 54_321 } : ordinary
      const first = yield* hold({ home: yield* newHome }, nameless)
      const said = yield* first.said
      if (isRoot) expect(said.failed).toContain("uid 54321 has none: give it one")
      else expect(said.joined).toBe("started")

      const home = yield* usedHome
      if (isRoot) chownAll(home, 54_321)
      const later = yield* hold({ home }, nameless)
      expect(yield* later.said).toMatchObject({ joined: "started" })
    })
  )

  it.scoped("agrees on one password when two come first", () =>
    Effect.gen(function* () {
      const home = yield* newHome
      const both = yield* Effect.all([make(home), make(home)], { concurrency: 2 })
      const [one, other] = both.map(({ password }) => Redacted.value(password))
      expect(one).toBe(other)
      expect(both.map(({ joined }) => joined)).toContain("started")
      expect(fs.readdirSync(home).sort()).toEqual(["data", "password", "postgres.log"])
    })
  )

  it.scoped("that is killed half way leaves nothing that looks like a database", () =>
    Effect.gen(function* () {
      const home = yield* newHome
      const victim = yield* hold({ home })
      const drafts = () =>
        fs.existsSync(home) ? fs.readdirSync(home).filter((it) => it.startsWith("init-")) : []
      yield* until(Effect.sync(() => drafts().length > 0))
      yield* victim.kill("SIGKILL")
      expect(fs.existsSync(path.join(home, "data"))).toBe(false)

      yield* Effect.scoped(Effect.map(make(home), ({ joined }) => expect(joined).toBe("started")))
      // The orphan may have written on; the next start clears that away as well.
      yield* until(Effect.map(Effect.scoped(make(home)), () => drafts().length === 0))
    })
  )
})

layer(Stage.layer, { excludeTestServices: true })("a directory is refused", (it) => {
  it.scoped("when another major version wrote it, with the way out", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      fs.writeFileSync(path.join(home, "data", "PG_VERSION"), "17\n")
      const message = yield* refusal(home)
      expect(message).toContain("was written by PostgreSQL 17; this Tandem brings PostgreSQL 18")
      expect(message).toContain('"tandem export --out tandem.export"')
      expect(message).toContain('"tandem import tandem.export"')
    })
  )

  it.scoped("when there is something else in it", () =>
    Effect.gen(function* () {
      const home = yield* newHome
      fs.mkdirSync(path.join(home, "data"), { recursive: true })
      fs.writeFileSync(path.join(home, "data", "holiday.jpg"), "")
      if (isRoot) chownAll(home, 65_534)
      expect(yield* refusal(home)).toContain("is not a database Tandem can read")
    })
  )

  it.scoped("when its password is lost or another", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const file = path.join(home, "password")
      fs.writeFileSync(file, "another\n")
      expect(yield* refusal(home)).toContain("no longer opens the database")
      expect(yield* isUp(home), "a server that nobody can use").toBe(false)
      fs.rmSync(file)
      expect(yield* refusal(home)).toContain("put it back from a backup")
    })
  )

  it.scoped("when it cannot be made, or cannot be reached", () =>
    Effect.gen(function* () {
      const above = path.dirname(yield* newHome)
      fs.writeFileSync(path.join(above, "file"), "")
      expect(yield* refusal(path.join(above, "file", "home"))).toContain("TANDEM_HOME")
      fs.mkdirSync(path.join(above, "closed"), { mode: 0o700 })
      const home = path.join(above, "closed", "home")
      if (isRoot) expect(yield* refusal(home)).toContain(`chmod o+x ${above}/closed`)
      else expect((yield* make(home)).joined).toBe("started")
    })
  )

  it.scoped("when it belongs to somebody else", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      if (isRoot) {
        chownAll(home, 0)
        expect(yield* refusal(home)).toContain("belongs to root, as whom PostgreSQL never runs")
      } else {
        expect(yield* refusal("/root/tandem")).toContain("TANDEM_HOME")
      }
    })
  )
})

const chownAll = (directory: string, uid: number) => {
  fs.chownSync(directory, uid, uid)
  for (const entry of fs.readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    fs.lchownSync(path.join(directory, entry), uid, uid)
  }
}
