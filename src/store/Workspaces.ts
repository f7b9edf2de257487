/** The tenants. Every other table names one in each of its rows. */
import * as SqlClient from "@effect/sql/SqlClient"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { transaction } from "./Transaction.ts"

/** One to begin in. Whoever renamed it keeps their name. */
export const ensureDefault = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const now = DateTime.formatIso(yield* DateTime.now)
  yield* sql`set local role tandem_daemon`
  yield* sql`
    insert into tandem.workspaces (id, name, created_at)
    values (${first.id}, ${first.name}, ${now})
    on conflict do nothing
  `
}).pipe(transaction)

export const idOf = Effect.fn("Workspaces.idOf")(function* (name: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`set local role tandem_daemon`
  const rows = yield* sql<{ readonly id: string }>`
    select id from tandem.workspaces where name = ${name}
  `
  return Option.map(Option.fromNullable(rows[0]), ({ id }) => id)
}, transaction)

export const names = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`set local role tandem_daemon`
  const rows = yield* sql<{ readonly name: string }>`
    select name from tandem.workspaces order by name collate "C"
  `
  return rows.map(({ name }) => name)
}).pipe(transaction)

export const first = { id: 1, name: "default" } as const
