/** An export holds everything there is, and comes back as it was. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Migrate from "../../../src/store/Migrate.ts"
import * as Pool from "../../../src/store/Pool.ts"
import { exported } from "../../../src/store/transfer/Export.ts"
import { bytesOf, contents, furnished, original, put } from "../../support/Furniture.ts"
import { inhabited, rows } from "../../support/rows.ts"
import { blank } from "../../support/TestDatabase.ts"

const silent = () => {}

describe("an export", () => {
  it.scopedLive("comes back as it was, whatever is in it", () =>
    Effect.gen(function* () {
      const source = yield* original
      const bytes = yield* bytesOf(source)
      const target = yield* Effect.flatMap(blank, furnished)
      const { rows } = yield* put(target, bytes, 7)
      const before = yield* contents(source)
      expect(rows).toBe(before.flat().length)
      expect(yield* contents(target)).toEqual(before)
      expect((yield* bytesOf(target)).toString().replace(/"at":"[^"]*"|"sha256".*/g, "")).toBe(
        bytes.toString().replace(/"at":"[^"]*"|"sha256".*/g, "")
      )
    })
  )

  it.scopedLive("fires no trigger, and leaves every guard as it was", () =>
    Effect.gen(function* () {
      const source = yield* original
      const target = yield* Effect.flatMap(blank, furnished)
      yield* put(target, yield* bytesOf(source))
      expect(yield* target.asSuperuser("select * from tandem.told")).toEqual([])
      const guards = `
        select relname, relrowsecurity, relforcerowsecurity, tgname, tgenabled
        from pg_class c left join pg_trigger t on tgrelid = c.oid and not tgisinternal
        where relnamespace = 'tandem'::regnamespace order by relname, tgname`
      expect(yield* target.asSuperuser(guards)).toEqual(yield* source.asSuperuser(guards))
    })
  )

  it.scopedLive("goes on counting where it was, not where rows are left", () =>
    Effect.gen(function* () {
      const target = yield* Effect.flatMap(blank, furnished)
      yield* put(target, yield* bytesOf(yield* original))
      const next = "insert into tandem.zoo (name) values ('next') returning id"
      expect(yield* target.asSuperuser(next)).toEqual([{ id: "6" }])
    })
  )

  it.scopedLive("brings the hub with it, and its history before all that happens there", () =>
    Effect.gen(function* () {
      const source = yield* blank
      yield* Migrate.migrate().pipe(Effect.provide(Pool.layer(source.address, 1)))
      yield* inhabited(source)
      const target = yield* blank
      yield* put(target, yield* bytesOf(source))
      for (const table of ["workspaces", ...Object.keys(rows)]) {
        const query = `select to_jsonb(t) as row from tandem.${table} t order by to_jsonb(t)::text`
        expect(yield* target.asSuperuser(query), table).toEqual(yield* source.asSuperuser(query))
      }
      const history = `select to_jsonb(t) - 'xid' as row from tandem.journal t order by seq`
      expect(yield* target.asSuperuser(history)).toEqual(yield* source.asSuperuser(history))

      yield* target.asSuperuser("delete from tandem.list_members where workspace_id = 1")
      const order =
        "select distinct on (xid) xid::text as place, op from tandem.journal order by xid"
      expect(yield* target.asSuperuser(order)).toMatchObject([{ place: "2" }, { op: "delete" }])
      const next =
        "select nextval('tandem.contacts_id') as id, nextval('tandem.journal_seq') as seq"
      const numbers = yield* source.asSuperuser<{ readonly seq: string }>(next)
      expect(yield* target.asSuperuser(next)).toEqual([
        { ...numbers[0], seq: String(Number(numbers[0]?.seq) + 1) }
      ])
    })
  )

  it.scopedLive("is of one instant, though others go on writing", () =>
    Effect.gen(function* () {
      const source = yield* original
      const text = yield* exported("1.2.3", silent).pipe(
        Stream.tap((piece) =>
          Buffer.from(piece).toString().startsWith('{"format"')
            ? source.asSuperuser("insert into tandem.zoo (name) values ('too late')")
            : Effect.void
        ),
        Stream.decodeText(),
        Stream.mkString,
        Effect.provide(Pool.layer(source.address, 2))
      )
      expect(text).toContain("zoo 3")
      expect(text).not.toContain("too late")
    })
  )

  it.scopedLive("fails when its connection is lost, and does not wait for ever", () =>
    Effect.gen(function* () {
      const source = yield* original
      yield* source.asSuperuser(
        "insert into tandem.told select n from generate_series(1, 500000) n"
      )
      const cut = source.asSuperuser(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy%told%' and pid <> pg_backend_pid()"
      )
      const failure = yield* exported("1.2.3", silent).pipe(
        Stream.mapAccumEffect(false, (done, piece) =>
          !done && piece.length > 1000
            ? Effect.as(cut, [true, piece] as const)
            : Effect.succeed([done, piece] as const)
        ),
        Stream.runDrain,
        Effect.flip,
        Effect.provide(Pool.layer(source.address, 2))
      )
      expect(failure._tag).toBe("DatabaseUnavailable")
    })
  )
})
