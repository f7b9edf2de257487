/** Two workspaces with a row in every table: neither sees or touches a row of the other. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { reason } from "../../src/store/SqlFailure.ts"
import * as Tenancy from "../../src/store/Tenancy.ts"
import { inhabited, insertion, rows } from "../support/rows.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const tables = [...Object.keys(rows), "journal"]
const who = { workspaceId: "1", actor: "test" }

/** In a workspace, and undone again. */
const attempt = (statement: string, workspaceId = "1") =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    sql.unsafe(statement).pipe(
      Effect.flatMap((found) => Effect.fail({ _tag: "Undo" as const, found })),
      Tenancy.within({ ...who, workspaceId }),
      Effect.flip,
      Effect.map((end) =>
        end._tag === "Undo" ? Either.right(end.found) : Either.left(reason(end))
      )
    )
  )
const denied = Either.left(expect.stringMatching(/permission denied|row-level security/))

layer(TestDatabase.layer, { excludeTestServices: true })("a workspace", (it) => {
  it.effect("has a row in every table there is", () =>
    Effect.gen(function* () {
      const place = yield* TestDatabase
      const all = yield* place.asSuperuser<{ readonly name: string }>(`
        select c.relname as name from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
        where c.relnamespace = 'tandem'::regnamespace and c.relkind in ('r', 'p')
        order by 1`)
      expect(
        tables.toSorted(),
        "say in test/support/rows.ts what a row of the new table looks like"
      ).toEqual(all.map(({ name }) => name))
      yield* inhabited(place)
    })
  )

  it.effect.each(tables)("sees its own rows of %s and no other", (table) =>
    Effect.gen(function* () {
      const query = `select distinct workspace_id as w from tandem.${table}`
      expect(yield* attempt(query)).toEqual(Either.right([{ w: "1" }]))
      expect(yield* attempt(query, "3")).toEqual(Either.right([]))
      expect(yield* attempt(query, "")).toEqual(Either.right([]))
    })
  )

  it.effect.each(tables)("changes and deletes no foreign row of %s", (table) =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      const contents = `select t::text from tandem.${table} t order by 1`
      const before = yield* asSuperuser(contents)
      const touch = `update tandem.${table} set workspace_id = workspace_id where workspace_id = 2`
      const remove = `delete from tandem.${table} where workspace_id = 2`
      for (const statement of [touch, remove]) {
        const end = yield* attempt(`${statement} returning 1`)
        if (Either.isRight(end)) expect(end.right).toEqual([])
        else expect(end).toEqual(denied)
      }
      const steal = `update tandem.${table} set workspace_id = 2`
      expect(Either.isLeft(yield* attempt(steal)), steal).toBe(true)
      expect(yield* asSuperuser(contents)).toEqual(before)
    })
  )

  it.effect.each(Object.keys(rows))("writes no row of %s into another", (table) =>
    Effect.gen(function* () {
      expect(yield* attempt(insertion(table, 3))).toEqual(denied)
      expect(yield* attempt(insertion(table, 2))).toEqual(denied)
    })
  )

  it.effect.each([
    ["contacts", "company_id = 2"],
    ["deals", "company_id = 2"],
    ["deals", "pipeline_id = 'p2', stage_id = null"]
  ])("cannot refer from %s to a foreign row (%s)", ([table, assignment]) =>
    Effect.gen(function* () {
      expect(yield* attempt(`update tandem.${table} set ${assignment}`)).toEqual(
        Either.left(expect.stringContaining("violates foreign key constraint"))
      )
    })
  )

  it.effect("is empty again for who comes after on the same connection", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* attempt("select 1")
      expect(yield* sql`select from tandem.contacts`).toEqual([])
      const left = yield* sql<{ readonly it: string }>`
        select concat(current_setting('app.workspace', true), current_setting('app.now', true),
                      current_setting('app.actor', true), current_setting('app.note', true)) as it
      `
      expect(left).toEqual([{ it: "" }])
    })
  )
})

const search = (statement: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => Tenancy.searching(sql.unsafe(statement))).pipe(
    Tenancy.within(who)
  )

layer(TestDatabase.layer, { excludeTestServices: true })("the role that searches", (it) => {
  it.effect("reads what is searched by, and nothing else", () =>
    Effect.gen(function* () {
      const place = yield* TestDatabase
      yield* inhabited(place)
      expect(yield* search("select first_name as it from tandem.contacts where id = 2")).toEqual([
        { it: "Änn" }
      ])
      for (const statement of [
        "select notes from tandem.contacts",
        "select custom from tandem.contacts",
        "select email_key from tandem.contacts",
        "select * from tandem.companies",
        "select 1 from tandem.journal",
        "select 1 from tandem.api_keys",
        "select 1 from tandem.jobs",
        "select 1 from tandem.workspaces",
        "update tandem.contacts set first_name = 'x'",
        "delete from tandem.contacts",
        "select nextval('tandem.contacts_id')"
      ]) {
        const end = yield* Effect.flip(search(statement))
        expect(reason(end), statement).toContain("permission denied")
      }
    })
  )

  it.effect("is left as soon as the search is over, however it ended", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const role = sql<{ readonly it: string }>`
        select current_user || ' ' || current_setting('plan_cache_mode') as it
      `
      const roles = yield* Effect.all([
        Tenancy.searching(role),
        role,
        Effect.either(Tenancy.searching(Effect.fail("no"))).pipe(Effect.zipRight(role))
      ]).pipe(Tenancy.within(who))
      const app = { it: "tandem_app force_generic_plan" }
      expect(roles.flat()).toEqual([{ it: "tandem_search force_custom_plan" }, app, app])
    })
  )

  it.effect("finds parts of words by an index", () =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      yield* asSuperuser(`
        insert into tandem.contacts (workspace_id, id, first_name, created_at, updated_at)
        select 1, n, 'Name' || n, now(), now() from generate_series(1000, 9000) n`)
      yield* asSuperuser("vacuum analyze tandem.contacts")
      const sql = yield* SqlClient.SqlClient
      const plan = yield* Tenancy.searching(sql<{ readonly "QUERY PLAN": string }>`
        explain select id from tandem.contacts
        where workspace_id = 1 and deleted_at is null and first_name ilike ${"%me7777%"}
        order by id limit 50
      `).pipe(Tenancy.within(who))
      expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("contacts_by_part")
    })
  )
})
