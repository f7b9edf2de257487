/** What the hub's tables hold to by themselves, whoever writes to them. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import * as Ids from "../../src/store/Ids.ts"
import { reason } from "../../src/store/SqlFailure.ts"
import * as Tenancy from "../../src/store/Tenancy.ts"
import { atPsql } from "../support/atPsql.ts"
import { inhabited } from "../support/rows.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const who = { workspaceId: "1", actor: "api:mine" }

/** One statement of the store. */
const said = <Row extends object = object>(statement: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe<Row>(statement)).pipe(Tenancy.within(who))

const refused = (statement: string) => Effect.map(Effect.flip(said(statement)), reason)

const contact = (id: number, columns: Readonly<Record<string, string>> = {}) => {
  const all = { workspace_id: "1", id: `${id}`, created_at: now, updated_at: now, ...columns }
  return `insert into tandem.contacts (${Object.keys(all).join(", ")})
          values (${Object.values(all).join(", ")})`
}
const now = "tandem.clock()"
const ann = { work_email: "'Ann@x.de'", email_key: "'ann@x.de'", linkedin_key: "'in/ann'" }
const phone = {
  direct_phone: "'0911 1'",
  direct_phone_e164: "'+499111'",
  direct_phone_state: "'valid'",
  direct_phone_region: "'DE'",
  direct_phone_extension: "'7'",
  direct_phone_key: "'+499111'"
}

layer(TestDatabase.layer, { excludeTestServices: true })("the hub", (it) => {
  it.effect("begins with two workspaces", () => Effect.flatMap(TestDatabase, inhabited))

  it.effect("keeps keys unique among the living, and frees them with a deletion", () =>
    Effect.gen(function* () {
      yield* said(contact(10, ann))
      expect(yield* refused(contact(11, { email_key: ann.email_key }))).toContain(
        "contacts_by_email_key"
      )
      expect(yield* refused(contact(11, { linkedin_key: ann.linkedin_key }))).toContain(
        "contacts_by_linkedin_key"
      )
      yield* said(contact(11, { work_email: ann.work_email }))
      yield* said("delete from tandem.contacts where id = 10")
      yield* said(contact(12, ann))
      expect(
        yield* refused("update tandem.contacts set deleted_at = null where id = 10")
      ).toContain("contacts_by_email_key")
      expect(
        yield* refused(
          `insert into tandem.companies (workspace_id, id, domain_key, created_at, updated_at)
           values (1, 10, 'acme.com', ${now}, ${now})`
        )
      ).toContain("companies_by_domain_key")
    })
  )

  it.effect("takes a deletion for a mark, once, and never empties a table", () =>
    Effect.gen(function* () {
      yield* said(contact(20))
      yield* said("delete from tandem.contacts where id = 20")
      const row = "select version, deleted_at, updated_at from tandem.contacts where id = 20"
      const [first] = yield* said<{ readonly version: string }>(row)
      expect(first).toMatchObject({ version: "2", deleted_at: expect.any(Date) })
      yield* said("delete from tandem.contacts where id = 20")
      expect(yield* said(row)).toEqual([first])
      for (const table of ["contacts", "lists", "journal"]) {
        expect(yield* refused(`truncate tandem.${table}`)).toContain("permission denied")
      }
    })
  )

  it.effect("counts a version for what changed, and none for what did not", () =>
    Effect.gen(function* () {
      yield* said(contact(30, { first_name: "'Ann'" }))
      const row = "select version::int, updated_at as at from tandem.contacts where id = 30"
      const [before] = yield* said(row)
      yield* said("update tandem.contacts set first_name = 'Ann' where id = 30")
      yield* said(`update tandem.contacts set said = '{"first_name": {"by": "api"}}' where id = 30`)
      expect(yield* said(row)).toEqual([before])
      yield* said("update tandem.contacts set first_name = 'Anne', version = 9 where id = 30")
      expect(yield* said(row)).toMatchObject([{ version: 2 }])
      yield* said("update tandem.contacts set version = 9 where id = 30")
      expect(yield* said(row)).toMatchObject([{ version: 3 }])
      expect(yield* refused("update tandem.contacts set id = 31 where id = 30")).toContain(
        "never changes"
      )
    })
  )

  it.effect("takes the time from whoever speaks", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2040, 1, 2, 3, 4, 5, 678))
      yield* said(contact(40))
      yield* TestClock.adjust("1 hour")
      yield* said("update tandem.contacts set city = 'Bonn' where id = 40")
      const rows = yield* said(
        `select created_at as c, updated_at as u, j.at from tandem.contacts
         join tandem.journal j on kind = 'contact' and row_id = '40' and op = 'update' where id = 40`
      )
      const [c, u] = [new Date("2040-02-02T03:04:05.678Z"), new Date("2040-02-02T04:04:05.678Z")]
      expect(rows).toEqual([{ c, u, at: u }])
    }).pipe(Effect.provide(TestContext.TestContext))
  )

  it.effect("decides nothing the store forgot to say", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const tables = yield* sql<{ readonly name: string; readonly column: string }>`
        select c.relname as name, a.attname as column
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.atthasdef
        where c.relnamespace = 'tandem'::regnamespace and c.relkind = 'r' and a.attgenerated = ''
          and a.attname not in ('version', 'said')
      `
      expect(tables.length).toBeGreaterThan(20)
      for (const { column, name } of tables) {
        const taken = said<{ readonly it: unknown }>(
          `select ${yield* defaultOf(name, column)} as it`
        )
        expect(yield* taken, `${name}.${column}`).toEqual([{ it: null }])
      }
    })
  )

  it.effect("fills in for a person what they need not know", () =>
    Effect.gen(function* () {
      const rows = yield* atPsql(
        "insert into contacts (first_name, last_name) values ('Bo', 'Ek')",
        `select workspace_id as w, version, full_name, created_at = updated_at as same
         from contacts where last_name = 'Ek'`
      )
      expect(rows).toEqual([{ w: "1", version: "1", full_name: "Bo Ek", same: true }])
    })
  )

  it.effect("forgets what was known of a value that a person changes, and only then", () =>
    Effect.gen(function* () {
      yield* said(contact(50, { ...phone, work_email: "'o@x.de'", email_key: "'o@x.de'" }))
      const row = `select email_key, num_nonnulls(direct_phone_e164, direct_phone_state,
          direct_phone_region, direct_phone_extension, direct_phone_key) as known
        from tandem.contacts where id = 50`
      const change = "update tandem.contacts set direct_phone = direct_phone || ' ' where id = 50"
      yield* said(change)
      expect(yield* atPsql("update contacts set city = 'Ulm' where id = 50", row)).toEqual([
        { email_key: "o@x.de", known: 5 }
      ])
      expect(yield* atPsql(change, row)).toEqual([{ email_key: "o@x.de", known: 0 }])
      const both = "update contacts set work_email = 'N@x.de', email_key = 'n@x.de' where id = 50"
      expect(yield* atPsql(both, row)).toEqual([{ email_key: "n@x.de", known: 0 }])
      const one = "update contacts set work_email = 'm@x.de' where id = 50"
      expect(yield* atPsql(one, row)).toEqual([{ email_key: null, known: 0 }])
    })
  )

  const wrong: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "a key of a number that is not valid": { ...phone, direct_phone_state: "'possible'" },
    "a key that is not the number": { ...phone, direct_phone_key: "'+1'" },
    "a number nobody wrote": { ...phone, direct_phone: "null" },
    "a state there is none of": {
      ...phone,
      direct_phone_state: "'good'",
      direct_phone_key: "null"
    },
    "custom fields that are no object": { custom: "'[]'" },
    "nothing for a tag": { tags: "array['a', null]" },
    "what no index could hold": { city: "repeat('x', 501)" },
    "an id below one": { id: "0" }
  }
  it.effect.each(Object.entries(wrong))("does not take %s", ([, columns]) =>
    Effect.gen(function* () {
      expect(yield* refused(contact(60, columns))).toMatch(/violates check constraint/)
    })
  )

  it.effect("keeps a deal's stage within its pipeline", () =>
    Effect.gen(function* () {
      const other = `insert into tandem.pipelines values
        (1, 'other', 'Other', false, 1, ${now}, ${now})`
      yield* said(other)
      expect(yield* refused("update tandem.deals set pipeline_id = 'other'")).toContain(
        "foreign key"
      )
      expect(yield* refused("update tandem.deals set pipeline_id = null")).toContain("check")
    })
  )

  it.effect("draws numbers once, in blocks", () =>
    Effect.gen(function* () {
      const drawn = yield* Effect.all(
        Array.from({ length: 8 }, () => Tenancy.within(who)(Ids.reserve("contacts", 500))),
        { concurrency: "unbounded" }
      )
      expect(new Set(drawn.flat()).size).toBe(4000)
      for (const block of drawn) {
        expect(block).toEqual(block.toSorted((a, b) => Number(a) - Number(b)))
      }
      expect(yield* Tenancy.within(who)(Ids.reserve("deals", 0))).toEqual([])
    })
  )
})

const defaultOf = (table: string, column: string) =>
  Effect.flatMap(TestDatabase, ({ asSuperuser }) =>
    asSuperuser<{ readonly it: string }>(
      `select pg_get_expr(adbin, adrelid) as it from pg_attrdef
       join pg_attribute on attrelid = adrelid and attnum = adnum
       where adrelid = 'tandem.${table}'::regclass and attname = '${column}'`
    )
  ).pipe(Effect.map(([row]) => row?.it ?? "1"))
