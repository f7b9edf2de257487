/**
 * Who may do what. A session logs in as the one who owns the tables and then takes a role that
 * owns nothing, so that row security applies to everything Tandem does. Roles belong to the
 * whole server: several databases share them, and several migrations may make them at once.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { DatabaseRefused } from "../contracts/Database.ts"
import { codeOf, failedTo } from "./SqlFailure.ts"

/**
 *   tandem_app      works inside the one workspace named in `app.workspace`
 *   tandem_daemon   knows which workspaces there are
 *   tandem_search   looks things up inside one workspace, and changes nothing
 *   tandem_export   reads every row of every table, and changes nothing
 */
export const roles = ["tandem_app", "tandem_daemon", "tandem_search", "tandem_export"] as const

/** What somebody who may has to run first; empty when this login can do all of it by itself. */
export const forAdministrator = Effect.suspend(() => missing).pipe(
  Effect.map((needs) => (needs.every(({ may }) => may) ? [] : needs.map((it) => it.statement)))
)

/** Safe to repeat, and to run in several databases of one server at the same time. */
export const ensure = Effect.suspend(() => makeWhatIsMissing).pipe(
  Effect.retry({
    while: (error) => overtaken.has(codeOf(error)),
    schedule: Schedule.spaced("20 millis").pipe(
      Schedule.jittered,
      Schedule.intersect(Schedule.recurs(200))
    )
  }),
  Effect.mapError(failedTo("make the roles Tandem works with"))
)

interface Need {
  readonly statement: string
  readonly may: boolean
}

/** Another migration made the same role, or the same grant, in this very moment. */
const overtaken = new Set(["42710", "23505", "XX000"])

const makeWhatIsMissing = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const needs = yield* missing
  if (!needs.every(({ may }) => may)) {
    const statements = needs.map((it) => it.statement)
    return yield* new DatabaseRefused({
      message:
        "This login may not prepare the database. Ask the one who administers the server " +
        `to run:\n${statements.map((it) => `  ${it}`).join("\n")}`,
      statements
    })
  }
  yield* Effect.forEach(needs, ({ statement }) => sql.unsafe(statement), { discard: true })
})

/**
 * Until 15 whoever may create roles may also grant them; since 16 only who made a role, or was
 * given it to give on. Only since 16 can a login take a role without having its rights all along.
 */
const missing = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  return yield* sql<Need>`
    with login as (
      select quote_ident(rolname) as name, rolsuper or rolcreaterole as creates,
             current_setting('server_version_num')::int < 160000 as before16
      from pg_roles where rolname = current_user
    ), wanted as (
      select w.role, w.place, r.oid
      from unnest(${[...roles]}::text[]) with ordinality as w (role, place)
      left join pg_roles r on r.rolname = w.role
    )
    select 'create role ' || role || ' nologin;' as statement, creates as may, 1 as step, place
    from wanted, login where oid is null
    union all
    select 'grant ' || role || ' to ' || name
             || case when before16 then ';' else ' with inherit false, set true;' end,
           creates and (oid is null or before16
                        or pg_has_role(current_user, oid, 'MEMBER WITH ADMIN OPTION')),
           2, place
    from wanted, login
    where oid is null
       or not pg_has_role(current_user, oid, case when before16 then 'MEMBER' else 'SET' end)
    union all
    select 'grant create on database ' || quote_ident(current_database()) || ' to ' || name || ';',
           false, 3, 0
    from login
    where (to_regnamespace('tandem') is null
           or not exists (select from pg_extension where extname = 'pg_trgm'))
      and not has_database_privilege(current_database(), 'create')
    order by step, place
  `
})
