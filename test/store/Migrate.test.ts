/** The schema: how it comes about, and what it looks like in the end. */
import * as fs from "node:fs"
import * as SqlClient from "@effect/sql/SqlClient"
import { describe, expect, it, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Migrate from "../../src/store/Migrate.ts"
import { type Step, steps } from "../../src/store/migrations/index.ts"
import * as Pool from "../../src/store/Pool.ts"
import { blank, TestDatabase } from "../support/TestDatabase.ts"
import { goldenSchema } from "./goldenSchema.ts"

const labels = steps.map(({ id, name }) => ({ id, name }))
const later = (name: string, run: Step["run"]): ReadonlyArray<Step> => [
  ...steps,
  { id: steps.length + 1, name, run }
]

/** A blank database for one test. */
const database = TestDatabase.layerBlank

const refusal = <A, E extends { readonly message: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(effect), ({ message }) => message)

describe("migrations", () => {
  it("are numbered from one without a gap, and named", () => {
    expect(steps.map(({ id }) => id)).toEqual(steps.map((_, at) => at + 1))
    expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length)
    const files = fs.readdirSync("src/store/migrations").filter((file) => file !== "index.ts")
    expect(files.sort()).toEqual(
      steps.map(({ id, name }) => `${String(id).padStart(4, "0")}_${name}.ts`)
    )
  })

  it("open with a few sentences that say why", () => {
    for (const file of fs.readdirSync("src/store/migrations")) {
      expect(fs.readFileSync(`src/store/migrations/${file}`, "utf8"), file).toMatch(
        /^\/\*\*\n \* [A-Z]/
      )
    }
  })

  it.scopedLive("run once, and again do no harm", () =>
    Effect.gen(function* () {
      expect(yield* Migrate.status).toMatchObject({ applied: [], pending: labels })
      expect(yield* Migrate.migrate()).toEqual(labels)
      expect(yield* Migrate.migrate()).toEqual([])
      expect(yield* Migrate.status).toEqual({ applied: labels, pending: [], statements: [] })
    }).pipe(Effect.provide(database))
  )

  it.scopedLive("run once, whoever of twenty at once comes first", () =>
    Effect.gen(function* () {
      const done = yield* Effect.all(
        Array.from({ length: 20 }, () => Migrate.migrate()),
        { concurrency: "unbounded" }
      )
      expect(done.filter((applied) => applied.length > 0)).toEqual([labels])
      expect((yield* Migrate.status).applied).toEqual(labels)
    }).pipe(Effect.provide(database))
  )

  it.scopedLive("run in several databases of one server at once, which share the roles", () =>
    Effect.gen(function* () {
      const places = yield* Effect.all(Array.from({ length: 5 }, () => blank))
      const done = yield* Effect.forEach(
        places,
        ({ address }) => Migrate.migrate().pipe(Effect.provide(Pool.layer(address, 2))),
        { concurrency: "unbounded" }
      )
      expect(done).toEqual(places.map(() => labels))
    })
  )

  it.scopedLive("share an extension that another program brought, where they can find it", () =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      yield* asSuperuser("create schema theirs; create extension pg_trgm schema theirs")
      const statement = "alter extension pg_trgm set schema public;"
      const refused = yield* Effect.flip(Migrate.migrate())
      expect(refused).toMatchObject({ _tag: "DatabaseRefused", statements: [statement] })
      expect(refused.message).toContain(statement)
      yield* asSuperuser(statement)
      yield* Migrate.migrate()
      const sql = yield* SqlClient.SqlClient
      expect(yield* sql`select 'an' <% 'ann' as it`).toEqual([{ it: true }])
    }).pipe(Effect.provide(database))
  )

  it.scopedLive("that fail leave everything as it was", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const half = sql`create table tandem.half (id int); select 1 / 0`
      expect(yield* refusal(Migrate.migrate(later("half", half)))).toBe(
        `Cannot apply migration ${steps.length + 1} (half): division by zero`
      )
      expect(yield* sql`select to_regnamespace('tandem') as schema`).toEqual([{ schema: null }])
      const bug = Effect.dieMessage("a bug of ours")
      expect(yield* refusal(Migrate.migrate(later("bug", bug)))).toContain("(bug): a bug of ours")
      expect((yield* Migrate.status).applied).toEqual([])
    }).pipe(Effect.provide(database))
  )

  it.scopedLive("stop short where an older state is wanted, and go on from there", () =>
    Effect.gen(function* () {
      const more = later("more", Effect.void)
      expect(yield* Migrate.migrate(more, steps.length)).toEqual(labels)
      expect(yield* Migrate.migrate(more)).toEqual([{ id: steps.length + 1, name: "more" }])
    }).pipe(Effect.provide(database))
  )

  it.scopedLive("refuse a database that a newer Tandem has migrated", () =>
    Effect.gen(function* () {
      yield* Migrate.migrate(later("tomorrow", Effect.void))
      const expected = `migrated by a newer Tandem (migration ${steps.length + 1}, tomorrow)`
      expect(yield* refusal(Migrate.migrate())).toContain(expected)
      expect(yield* refusal(Migrate.status)).toContain(expected)
    }).pipe(Effect.provide(database))
  )

  it.scopedLive("refuse a database that remembers another past", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* Migrate.migrate()
      yield* sql`update tandem.schema_migrations set name = 'elsewhere' where id = 1`
      expect(yield* refusal(Migrate.migrate())).toContain("migration 1 (elsewhere)")
      yield* sql`delete from tandem.schema_migrations`
      yield* sql`insert into tandem.schema_migrations values (7, 'lost', '2026-01-01')`
      expect(yield* refusal(Migrate.migrate())).toContain("migration 7 (lost)")
    }).pipe(Effect.provide(database))
  )
})

layer(TestDatabase.layer, { excludeTestServices: true })("the schema", (it) => {
  it.effect("is the one that was agreed on", () =>
    Effect.gen(function* () {
      const now = yield* goldenSchema
      const file = "test/store/schema.golden.txt"
      if (process.env["UPDATE_GOLDEN"] === "1") fs.writeFileSync(file, now)
      expect(
        now,
        "The schema changed. If that was the intention, write the new one down with " +
          "UPDATE_GOLDEN=1 npx vitest run test/store/Migrate.test.ts, and look at the difference."
      ).toBe(fs.readFileSync(file, "utf8"))
    })
  )

  /** Each is a way in which row security leaks although it looks switched on. */
  const leaks = {
    "tables of tenants without forced row security": `
      select c.relname from pg_class c
      where c.relnamespace = 'tandem'::regnamespace and c.relkind in ('r', 'p')
        and (c.relname = 'workspaces' or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id'))
        and not (c.relrowsecurity and c.relforcerowsecurity)`,
    "views that look with their owner's eyes": `
      select c.relname from pg_class c
      where c.relnamespace = 'tandem'::regnamespace and c.relkind in ('v', 'm')
        and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
    "functions that run as their owner": `
      select p.oid::regprocedure::text from pg_proc p
      where p.pronamespace = 'tandem'::regnamespace and p.prosecdef`,
    "unique keys that tell of other tenants": `
      select i.indexrelid::regclass::text from pg_index i
      join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'tandem'::regnamespace and i.indisunique and not i.indisprimary
        and exists (select from pg_attribute a
                    where a.attrelid = c.oid and a.attname = 'workspace_id')
        and not exists (select from pg_attribute a
                        where a.attrelid = c.oid and a.attname = 'workspace_id'
                          and a.attnum = any (i.indkey))`,
    "grants that go around it": `
      select relname, grantee::regrole::text, privilege_type
      from pg_class c, aclexplode(c.relacl) acl
      where c.relnamespace = 'tandem'::regnamespace and c.relkind in ('r', 'p')
        and acl.grantee <> c.relowner and privilege_type in ('TRUNCATE', 'REFERENCES')`,
    "tables that belong to who works on them": `
      select relname from pg_class
      where relnamespace = 'tandem'::regnamespace and relowner::regrole::text ~ '^tandem_'`,
    "tables an export would read in part": `
      select c.relname from pg_class c
      where c.relnamespace = 'tandem'::regnamespace and c.relkind in ('r', 'p')
        and not (has_table_privilege('tandem_export', c.oid, 'select')
                 and (not c.relrowsecurity or exists (
                   select from pg_policy p
                   where p.polrelid = c.oid and p.polname = 'whole_export')))`
  }
  it.effect.each(Object.entries(leaks))("has no %s", ([, query]) =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      expect(yield* asSuperuser(query)).toEqual([])
    })
  )
})
