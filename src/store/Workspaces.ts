/** The tenants. Every other table names one in each of its rows. */
import * as SqlClient from "@effect/sql/SqlClient"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type { Who } from "../contracts/Who.ts"
import { type Workspace, Workspaces } from "../contracts/Workspaces.ts"
import { failedTo } from "./SqlFailure.ts"
import * as Tenancy from "./Tenancy.ts"
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

export const all = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`set local role tandem_daemon`
  return yield* sql<Workspace>`select id, name from tandem.workspaces order by name collate "C"`
}).pipe(transaction)

export const names = Effect.map(all, (all) => all.map(({ name }) => name))

export const layer = Layer.effect(
  Workspaces,
  Effect.map(Effect.context<SqlClient.SqlClient>(), (context) =>
    Workspaces.of({ own: (who) => Effect.provide(own(who), context) })
  )
)

const own = Effect.fn("Workspaces.own")(function* (who: Who) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Workspace>`select id, name from tandem.workspaces`.pipe(
    Tenancy.within(who),
    Effect.mapError(failedTo("read the workspace"))
  )
  // A key refers to its workspace, so whoever came in with one has one.
  return rows[0] ?? (yield* Effect.dieMessage(`workspace ${who.workspaceId} is not there`))
})

export const first = { id: 1, name: "default" } as const
