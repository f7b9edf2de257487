/** The database as the rest of Tandem asks for it. */
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import Pg from "pg"
import { Database } from "../../src/contracts/Database.ts"
import * as Store from "../../src/store/Database.ts"
import * as Pool from "../../src/store/Pool.ts"
import { isUp } from "../support/Observe.ts"
import { Stage, usedHome } from "../support/ServerProcess.ts"

const own = (home: string, tcp = false) =>
  Store.layer({ url: Option.none(), home, tcp, version: "1.2.3" })

const named = (url: string) =>
  Store.layer({ url: Option.some(Redacted.make(url)), home: "/nowhere", tcp: false, version: "1" })

/** One statement of somebody who was given the URL. */
const through = (url: Redacted.Redacted, text: string) =>
  Effect.promise(async () => {
    const client = new Pg.Client(Redacted.value(url))
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  })

layer(Stage.layer, { excludeTestServices: true })("the database", (it) => {
  it.scoped("of our own says what it is, and is gone when nobody needs it", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      yield* Effect.gen(function* () {
        const { about, migrate, status } = yield* Database
        expect(about.sentence).toBe(`embedded PostgreSQL ${about.version} in ${home}, started`)
        expect(about).toMatchObject({ kind: "embedded", outlivesUs: false })
        expect((yield* status).pending).not.toEqual([])
        expect(yield* migrate).not.toEqual([])
        expect((yield* status).pending).toEqual([])
        yield* Effect.gen(function* () {
          const beside = (yield* Database).about
          expect(beside.sentence).toMatch(/, attached$/)
          expect(beside.outlivesUs).toBe(true)
        }).pipe(Effect.provide(own(home)))
        expect(yield* isUp(home)).toBe(true)
      }).pipe(Effect.provide(own(home)))
      expect(yield* isUp(home)).toBe(false)
    })
  )

  it.scoped("lets nobody forget row security, on our own server as little as on another", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      yield* Effect.gen(function* () {
        const database = yield* Database
        const early = yield* Effect.flip(Stream.runDrain(database.exported(() => {})))
        expect(early.message).toContain("There is nothing to export")
        yield* database.migrate
        const pool = yield* Pool.Pool
        const ask = (text: string) => Effect.promise(() => pool.query(text).then((it) => it.rows))
        expect(yield* ask("select * from workspaces")).toEqual([])
        expect(
          yield* ask("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        ).toEqual([{ rolsuper: false, rolbypassrls: false }])
      }).pipe(Effect.provide(own(home)))
    })
  )

  it.scoped("outlasts everything that is built on it", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      const pool = yield* Effect.gen(function* () {
        const pool = yield* Pool.Pool
        // An interrupted daemon still has something to write down.
        yield* Effect.addFinalizer(() =>
          Effect.promise(() => pool.query("create table public.last_words as select 1"))
        )
        return pool
      }).pipe(Effect.scoped, Effect.provide(own(home)))
      expect(pool.ended).toBe(true)
      const words = Effect.flatMap(Pool.Pool, (it) =>
        Effect.promise(() => it.query("select * from public.last_words"))
      )
      expect((yield* words.pipe(Effect.provide(own(home)))).rows).toHaveLength(1)
    })
  )

  it.scoped("gives out a login that sees one workspace through row security", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      yield* Effect.gen(function* () {
        const database = yield* Database
        const early = yield* Effect.flip(database.loginUrl("default"))
        expect(early.message).toContain('run "tandem migrate" first')
        yield* database.migrate
        const url = yield* database.loginUrl("default")
        expect(String(url)).not.toContain("postgresql")
        expect(
          yield* through(url, "select current_user::text as me, name from workspaces")
        ).toEqual([{ me: "tandem_app", name: "default" }])
        expect((yield* Effect.flip(database.loginUrl("defalt"))).message).toBe(
          "There is no workspace defalt. There is: default."
        )
      }).pipe(Effect.provide(own(home)))
    })
  )

  it.scoped("opens a door on the loopback address, for as long as it is wanted", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      yield* Effect.gen(function* () {
        const database = yield* Database
        yield* database.migrate
        const url = yield* Effect.gen(function* () {
          const port = yield* database.loopback
          const url = yield* database.loginUrl("default", port)
          expect(Redacted.value(url)).toContain(`host=127.0.0.1&port=${port}`)
          expect(yield* through(url, "select name from workspaces")).toEqual([{ name: "default" }])
          return url
        }).pipe(Effect.scoped)
        const closed = yield* Effect.exit(through(url, "select 1"))
        expect(String(closed)).toContain("ECONNREFUSED")
      }).pipe(Effect.provide(own(home)))
    })
  )

  it.scoped("that a URL names is nobody's but its owner's", () =>
    Effect.gen(function* () {
      const home = yield* usedHome
      yield* Effect.gen(function* () {
        yield* (yield* Database).migrate
        const { options } = yield* Pool.Pool
        const url = `postgresql://${options.user}:${options.password}@127.0.0.1:${options.port}/tandem`
        yield* Effect.gen(function* () {
          const database = yield* Database
          expect(database.about).toMatchObject({
            kind: "server",
            outlivesUs: true,
            sentence: `PostgreSQL ${database.about.version} at 127.0.0.1:${options.port}/tandem`
          })
          const login = yield* database.loginUrl("default")
          expect(yield* through(login, "show timezone")).toEqual([{ TimeZone: "Asia/Tokyo" }])
          expect(yield* through(login, "select name from workspaces")).toHaveLength(1)
          expect((yield* Effect.flip(Effect.scoped(database.loopback))).message).toContain(
            "an address of its own"
          )
        }).pipe(Effect.provide(named(`${url}?options=-c%20timezone%3DAsia%2FTokyo`)))
      }).pipe(Effect.provide(own(home, true)))
      expect(yield* isUp(home)).toBe(false)
    })
  )

  it.scoped("has sessions set for the work they do", () =>
    Effect.gen(function* () {
      const pool = yield* Pool.Pool
      const { rows } = yield* Effect.promise(() =>
        pool.query(`
          select current_setting('jit') as jit, current_setting('plan_cache_mode') as plans,
                 current_setting('statement_timeout') as statement,
                 current_setting('search_path') as path, date '2026-03-29' as date`)
      )
      expect(rows).toEqual([
        {
          jit: "off",
          plans: "force_generic_plan",
          statement: "1min",
          path: "tandem,public",
          date: "2026-03-29"
        }
      ])
    }).pipe(Effect.provide(Layer.unwrapEffect(Effect.map(usedHome, (home) => own(home)))))
  )
})
