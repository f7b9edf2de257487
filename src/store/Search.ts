/**
 * Ids of what a filter finds. Parts of words are looked up by `tandem_search`, whose statements
 * reach the trigram indexes and see every workspace; so each of them is built here, where the
 * workspace is added, and yields nothing but ids. Turning ids into rows is for `tandem_app`.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import type { Fragment } from "@effect/sql/Statement"
import * as Effect from "effect/Effect"

export type Searched = "contacts" | "companies" | "deals"

export interface Window {
  readonly skip: number
  readonly limit: number
}

/** What lives in the workspace; conditions are about `c`. */
export const live = (
  sql: SqlClient.SqlClient,
  workspaceId: string,
  table: Searched,
  conditions: ReadonlyArray<Fragment>
): Fragment => sql`
  from ${sql.literal(`tandem.${table}`)} c
  where c.workspace_id = ${workspaceId}::bigint and c.deleted_at is null
    and ${conditions.length === 0 ? sql`true` : sql.and(conditions)}
`

/** Inside a workspace. In the order of ids, with the number of all there are. */
export const find = Effect.fn("Search.find")(function* (
  found: Fragment,
  role: "tandem_app" | "tandem_search",
  { limit, skip }: Window
) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`set local role ${sql.literal(role)}`
  const rows = yield* sql<{ readonly id: string }>`
    select c.id ${found} order by c.id limit ${limit} offset ${skip}
  `
  const [all] = yield* sql<{ readonly total: number }>`select count(*)::int as total ${found}`
  yield* sql`set local role tandem_app`
  return { ids: rows.map(({ id }) => id), total: all?.total ?? 0 }
})

/** The text anywhere in the column, in any case; no character of it is a wildcard. */
export const contains = (sql: SqlClient.SqlClient, column: string, text: string): Fragment =>
  sql`${sql.literal(`c.${column}`)} ilike ${`%${text.replace(/[\\%_]/g, "\\$&")}%`}::text`
