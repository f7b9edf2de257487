/** Logins of other people's servers: what they may do, and what they are told when they may not. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { Database } from "../../src/contracts/Database.ts"
import * as Store from "../../src/store/Database.ts"
import * as EmbeddedServer from "../../src/store/embedded/EmbeddedServer.ts"
import { steps } from "../../src/store/migrations/index.ts"
import { openToExport } from "../../src/store/OpenToExport.ts"
import * as Roles from "../../src/store/Roles.ts"
import { transaction } from "../../src/store/Transaction.ts"
import { fast, Stage, usedHome } from "../support/ServerProcess.ts"
import { ask } from "../support/TestDatabase.ts"

/** A server nobody has migrated on, as a company's own would be. */
const fresh = Effect.flatMap(usedHome, (home) =>
  EmbeddedServer.make({ home, tcp: false, settings: fast })
)

/** A login with these rights and a database; what Tandem would be given as DATABASE_URL. */
const tenant = (server: EmbeddedServer.Server, name: string, rights: string, owns = true) =>
  Effect.gen(function* () {
    yield* ask(server, `create role ${name} login password 'p@ss/word+ %' ${rights}`)
    yield* ask(server, `create database ${name}_db ${owns ? `owner ${name}` : ""}`)
    const password = encodeURIComponent("p@ss/word+ %")
    const host = encodeURIComponent(server.host)
    return `postgresql://${name}:${password}@localhost/${name}_db?host=${host}`
  })

const on = (url: string) =>
  Store.layer({
    url: Option.some(Redacted.make(url)),
    home: "/nowhere",
    tcp: false,
    version: "1.2.3"
  })

const count = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql`select id from tandem.workspaces`, (rows) => rows.length)
)

/** What a role sees, in a transaction of its own. */
const as = (role: string, workspace: string) => (query: typeof count) =>
  transaction(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql.unsafe(`set local role ${role}`)
      yield* sql`select set_config('app.workspace', ${workspace}, true)`
      return yield* query
    })
  )

layer(Stage.layer, { excludeTestServices: true })("a login of somebody's server", (it) => {
  it.scoped("that may create roles migrates, and works under row security", () =>
    Effect.gen(function* () {
      const server = yield* fresh
      const url = yield* tenant(server, "company", "createrole")
      yield* Effect.gen(function* () {
        const database = yield* Database
        expect(database.about.sentence).toMatch(/^PostgreSQL 18\.\d+ at .*:5432\/company_db$/)
        expect(database.about.sentence).not.toContain("p@ss")
        expect((yield* database.migrate).length).toBe(steps.length)
        expect(yield* database.migrate).toEqual([])
        expect(yield* database.status).toMatchObject({ pending: [], statements: [] })

        expect(yield* count, "a query that forgot to take a role").toBe(0)
        expect(yield* as("tandem_daemon", "")(count)).toBe(1)
        expect(yield* as("tandem_app", "1")(count)).toBe(1)
        expect(yield* as("tandem_app", "2")(count)).toBe(0)
        expect(yield* as("tandem_app", "")(count)).toBe(0)
        expect(yield* as("tandem_export", "")(count)).toBe(1)
        expect(yield* count, "after transactions that made the setting").toBe(0)
      }).pipe(Effect.provide(on(url)))
    })
  )

  it.scoped("moves everything by export and import, row security or not", () =>
    Effect.gen(function* () {
      const server = yield* fresh
      const from = yield* tenant(server, "company", "createrole")
      yield* ask(server, "create database other_db owner company")
      const to = from.replace("company_db", "other_db")
      const table = Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* (yield* Database).migrate
        yield* sql`create table tandem.hidden (word text)`
        yield* sql`alter table tandem.hidden enable row level security, force row level security`
        yield* openToExport
        return sql
      })
      const bytes = yield* Effect.gen(function* () {
        const sql = yield* table
        yield* sql`alter table tandem.hidden no force row level security`
        yield* sql`insert into tandem.hidden values ('one'), ('two')`
        yield* sql`alter table tandem.hidden force row level security`
        expect(yield* sql`select * from tandem.hidden`).toEqual([])
        return yield* Stream.runCollect((yield* Database).exported(() => {}))
      }).pipe(Effect.provide(on(from)))
      yield* Effect.gen(function* () {
        const sql = yield* table
        const imported = (yield* Database).imported(Stream.fromChunk(bytes), () => {})
        expect(yield* imported).toMatchObject({ rows: 3 })
        expect(yield* sql`select * from tandem.hidden`).toEqual([])
      }).pipe(Effect.provide(on(to)))
      const rows = yield* ask({ ...server, database: "other_db" }, "select * from tandem.hidden")
      expect(rows).toEqual([{ word: "one" }, { word: "two" }])
    })
  )

  it.scoped("that may not create roles is given the statements for its administrator", () =>
    Effect.gen(function* () {
      const server = yield* fresh
      const url = yield* tenant(server, "modest", "", false)
      yield* Effect.gen(function* () {
        const database = yield* Database
        const { pending, statements } = yield* database.status
        expect(pending).toHaveLength(steps.length)
        expect(statements).toEqual([
          ...Roles.roles.map((role) => `create role ${role} nologin;`),
          ...Roles.roles.map((role) => `grant ${role} to modest with inherit false, set true;`),
          "grant create on database modest_db to modest;"
        ])
        const refused = yield* Effect.flip(database.migrate)
        expect(refused).toMatchObject({ _tag: "DatabaseRefused", statements })
        for (const statement of statements) expect(refused.message).toContain(statement)

        for (const statement of statements) yield* ask(server, statement)
        expect((yield* database.status).statements).toEqual([])
        expect((yield* database.migrate).length).toBe(steps.length)
      }).pipe(Effect.provide(on(url)))
    })
  )

  it.scoped("that did not make the roles cannot give them to itself, and says so", () =>
    Effect.gen(function* () {
      const server = yield* fresh
      const first = yield* tenant(server, "first", "createrole")
      const second = yield* tenant(server, "second", "createrole")
      const migrate = Effect.flatMap(Database, (database) => database.migrate)
      yield* migrate.pipe(Effect.provide(on(first)))
      const refused = yield* migrate.pipe(Effect.provide(on(second)), Effect.flip)
      expect(refused).toMatchObject({
        statements: Roles.roles.map(
          (role) => `grant ${role} to second with inherit false, set true;`
        )
      })
    })
  )

  it.scoped("shares the roles with others that migrate at the same moment", () =>
    Effect.gen(function* () {
      const server = yield* fresh
      const names = ["one", "two", "three", "four"]
      const host = encodeURIComponent(server.host)
      const urls = yield* Effect.forEach(names, (name) =>
        Effect.as(
          ask(server, `create database ${name} owner ${server.user}`),
          `postgresql://${server.user}:${Redacted.value(server.password)}@localhost/${name}?host=${host}`
        )
      )
      const done = yield* Effect.forEach(
        urls,
        (url) =>
          Effect.flatMap(Database, (database) => database.migrate).pipe(Effect.provide(on(url))),
        { concurrency: "unbounded" }
      )
      expect(done.map((applied) => applied.length)).toEqual(names.map(() => steps.length))
    })
  )

  it.scoped("that cannot get in is told why, without its password", () =>
    Effect.gen(function* () {
      const server = yield* fresh
      const url = yield* tenant(server, "guest", "")
      const message = (to: string) =>
        Database.pipe(Effect.provide(on(to)), Effect.flip, Effect.map(String))
      expect(yield* message(url.replace("guest:p", "guest:x"))).toMatch(
        /password authentication failed for user "guest" \(is the password right\?\)/
      )
      expect(yield* message(url.replace("guest_db", "other_db"))).toContain("create it first")
      expect(yield* message("postgresql://me:secret@127.0.0.1:1/x")).toMatch(
        /^DatabaseUnavailable: Cannot connect to PostgreSQL at 127\.0\.0\.1:1\/x: .*is the server running/
      )
      for (const wrong of ["mysql://me:secret@host/x", "secret"]) {
        expect(yield* message(wrong)).toContain("postgresql://user:password@host:5432/database")
        expect(yield* message(wrong)).not.toContain("secret")
      }
    })
  )
})
