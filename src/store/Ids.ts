/**
 * New ids, drawn before the rows are written that bear them: a block in one statement, whatever
 * its size. A number is given out once, also when the transaction that drew it comes to nothing.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"

export type Numbered =
  | "companies"
  | "contacts"
  | "deals"
  | "do_not_call"
  | "jobs"
  | "lists"
  | "pipelines"
  | "stages"

/** Inside a workspace. In ascending order, as the database writes a bigint. */
export const reserve = Effect.fn("Ids.reserve")(function* (table: Numbered, count: number) {
  if (count === 0) return []
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly id: string }>`
    select nextval(${`tandem.${table}_id`}::regclass) as id from generate_series(1, ${count}::int)
  `
  return rows.map(({ id }) => id)
})
