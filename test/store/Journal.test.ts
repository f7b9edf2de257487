/** What the journal tells of a change: who, when, in which run, and what was there before. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import { Changes } from "../../src/contracts/Changes.ts"
import type { Who } from "../../src/contracts/Who.ts"
import type { Json } from "../../src/core/Fields.ts"
import * as ChangesFeed from "../../src/store/Changes.ts"
import * as Tenancy from "../../src/store/Tenancy.ts"
import { atPsql } from "../support/atPsql.ts"
import { fc, runs } from "../support/property.ts"
import { inhabited } from "../support/rows.ts"
import { settled } from "../support/settled.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const who: Who = { workspaceId: "1", actor: "sync:acme", run: "run-7", note: { provider: "local" } }

const said = (statement: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement)).pipe(Tenancy.within(who))

/** All that the work adds to the journal. */
const told = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const { latest, since } = yield* Changes
    yield* settled
    const cursor = yield* latest(who)
    yield* work
    yield* settled
    return (yield* since(who, Option.some(cursor), 1000)).changes
  })

interface Entry {
  readonly id: number
  readonly changes: { readonly [field: string]: readonly [Json, Json] } | null
}
interface Row {
  readonly row: { readonly [column: string]: Json }
}

const created = { first_name: "A", city: null, tags: null, custom: { a: 1 }, deleted_at: null }
const afresh = `
  delete from tandem.contacts where id in (71, 72, 73);
  insert into tandem.contacts (workspace_id, id, first_name, custom, created_at, updated_at)
  select 1, n, 'A', '{"a": 1}', now(), now() from generate_series(71, 73) n`

/** One statement over some of three rows. */
const edit = fc
  .tuple(
    fc.constantFrom(
      "update tandem.contacts set first_name = 'B', city = null",
      "update tandem.contacts set first_name = 'A', said = '{}'",
      "update tandem.contacts set city = city || id, tags = array_append(tags, 'x')",
      "update tandem.contacts set city = 'c', custom = null",
      'update tandem.contacts set custom = \'{"a": null, "b": [1, {"c": null}]}\'',
      "update tandem.contacts set deleted_at = null",
      "delete from tandem.contacts"
    ),
    fc.subarray([71, 72, 73], { minLength: 1 })
  )
  .map(([statement, ids]) => `${statement} where id in (${ids.join(", ")})`)

const undo = (row: Row["row"], entries: ReadonlyArray<Entry>) => {
  let then = row
  for (const { changes, id } of entries) {
    if (id !== row["id"]) continue
    for (const [field, [before, after]] of Object.entries(changes ?? {})) {
      expect(then[field]).toEqual(after)
      then = { ...then, [field]: before }
    }
  }
  return then
}

layer(TestDatabase.layer, { excludeTestServices: true })("the journal", (it) => {
  it.effect("begins with two workspaces", () => Effect.flatMap(TestDatabase, inhabited))

  it.effect("says who, in which run and why, and what changed from what to what", () =>
    Effect.gen(function* () {
      const changes = yield* told(
        said(`update tandem.contacts set first_name = 'Anna', city = 'Bonn', tags = '{a,"b,c"}',
              company_id = null, custom = '{"a": {"b": 1}}', said = '{}', email_key = 'n@x.de'`)
      )
      expect(changes).toEqual([
        {
          kind: "contact",
          id: "1",
          op: "update",
          at: expect.any(Date),
          actor: "sync:acme",
          run: "run-7",
          note: { provider: "local" },
          changes: {
            first_name: ["Änn", "Anna"],
            city: [null, "Bonn"],
            tags: [null, ["a", "b,c"]],
            company_id: [1, null],
            custom: [{ a: { b: null } }, { a: { b: 1 } }]
          }
        }
      ])
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("tells a creation without values, a deletion and a restoration as what they are", () =>
    Effect.gen(function* () {
      const changes = yield* told(
        Effect.all([
          said(`insert into tandem.companies (workspace_id, id, name, created_at, updated_at)
                values (1, 5, 'New', tandem.clock(), tandem.clock())`),
          said("delete from tandem.companies where id = 5"),
          said("update tandem.companies set deleted_at = null where id = 5"),
          said("delete from tandem.list_members"),
          said("delete from tandem.do_not_call")
        ])
      )
      const at = expect.stringMatching(/^\d{4}-.*\d\+00:00$/)
      expect(changes.map(({ changes, id, kind, op }) => [kind, id, op, changes])).toEqual([
        ["company", "5", "create", null],
        ["company", "5", "delete", { deleted_at: [null, at] }],
        ["company", "5", "restore", { deleted_at: [at, null] }],
        [
          "list_member",
          "1/contact 1",
          "delete",
          { list_id: [1, null], contact_id: [1, null], created_at: [at, null] }
        ],
        [
          "do_not_call",
          "1",
          "delete",
          {
            phone_key: ["+16502530000", null],
            raw: ["650 253 0000", null],
            channel: ["phone", null],
            at: [at, null]
          }
        ]
      ])
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("is silent where nothing changed, or only who said it and what it is found by", () =>
    Effect.gen(function* () {
      const changes = yield* told(
        Effect.all([
          said("update tandem.contacts set first_name = first_name"),
          said("update tandem.contacts set said = '{\"city\": {}}', email_key = null"),
          said("update tandem.contacts set city = 'x' where false"),
          said("delete from tandem.contacts where false")
        ])
      )
      expect(changes).toEqual([])
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("tells every row of a statement, and what was rolled back not at all", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const some = sql`
        insert into tandem.contacts (workspace_id, id, created_at, updated_at)
        select 1, n, tandem.clock(), tandem.clock() from generate_series(200, 1199) n
      `
      const undone = Tenancy.within(who)(Effect.zipRight(some, Effect.fail("no"))).pipe(Effect.flip)
      const changes = yield* told(
        Effect.all([
          undone,
          Tenancy.within(who)(some),
          said("update tandem.contacts set city = 'y'")
        ])
      )
      expect(changes.filter(({ op }) => op === "create")).toHaveLength(1000)
      const { since } = yield* Changes
      yield* settled
      expect((yield* since(who, Option.none(), 10_000)).changes.at(-1)?.op).toBe("update")
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("names the login and asks the clock for a person at psql", () =>
    Effect.gen(function* () {
      const [change] = yield* told(
        atPsql("update contacts set direct_phone = ' 0911 ' where id = 1")
      )
      expect(change).toMatchObject({ actor: expect.stringMatching(/^sql:\w+$/), run: null })
      expect(change?.changes).toMatchObject({ direct_phone: ["+1 650 253 0000", " 0911 "] })
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("is written by triggers alone, and never rewritten", () =>
    Effect.gen(function* () {
      const denied = /permission denied|row-level security/
      for (const statement of [
        "insert into journal select * from journal limit 1",
        "update journal set actor = 'somebody else'",
        "delete from journal"
      ]) {
        expect((yield* Effect.flip(atPsql(statement))).message).toMatch(denied)
      }
    })
  )

  it.effect("tells the history of one row, newest first", () =>
    Effect.gen(function* () {
      yield* said("update tandem.contacts set city = 'a' where id = 1")
      yield* said("update tandem.contacts set city = 'b' where id = 1")
      const { of } = yield* Changes
      const row = { kind: "contact", id: "1" }
      const history = yield* of(who, row, { limit: 1000, skip: 0 })
      expect(history[0]?.changes).toEqual({ city: ["a", "b"] })
      expect(history.at(-1)?.op).toBe("create")
      expect(yield* of(who, row, { limit: 1, skip: 1 })).toEqual([history[1]])
      expect(yield* of({ ...who, workspaceId: "2" }, row, { limit: 9, skip: 0 })).toEqual([])
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("takes every row back to how it was created, when it is undone from the end", () =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      const runtime = yield* Effect.runtime<SqlClient.SqlClient>()
      const law = fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
        await Runtime.runPromise(runtime)(
          Effect.gen(function* () {
            yield* asSuperuser("delete from tandem.journal where row_id in ('71', '72', '73')")
            yield* asSuperuser(`set session_replication_role = replica; ${afresh}`)
            yield* Effect.forEach(edits, said)
            const rows = yield* asSuperuser<Row>(
              "select to_jsonb(c) as row from tandem.contacts c where id in (71, 72, 73) order by id"
            )
            const entries = yield* asSuperuser<Entry>(
              `select row_id::int as id, changes from tandem.journal
               where row_id in ('71', '72', '73') order by xid desc, seq desc`
            )
            const undone = rows.map(({ row }) => undo(row, entries))
            for (const row of undone) expect(row).toMatchObject(created)
          })
        )
      })
      yield* Effect.promise(() => fc.assert(law, { numRuns: Math.ceil(runs / 40) }))
    })
  )

  it.effect("is complete: every table that is told of tells of all that may happen to it", () =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      const rows = yield* asSuperuser<{ readonly it: string }>(`
        select relname || ' ' || string_agg(replace(tgname, 'told_', ''), ' ' order by tgname) as it
        from pg_trigger join pg_class on pg_class.oid = tgrelid
        where tgname ~ '^told' group by relname order by relname`)
      const three = [
        "companies",
        "contacts",
        "deals",
        "do_not_call",
        "lists",
        "pipelines",
        "stages"
      ]
      expect(rows.map(({ it }) => it)).toEqual(
        [
          ...three.map((table) => `${table} delete insert update`),
          "deal_contacts delete insert",
          "list_members delete insert"
        ].toSorted()
      )
    })
  )
})
