/**
 * One connection by itself, for what the library does not offer: COPY, and many statements that
 * must see the same snapshot. It never goes back to the pool, because nobody knows what a
 * connection says next when its COPY was broken off.
 */
import * as Effect from "effect/Effect"
import type Pg from "pg"
import { Pool } from "./Pool.ts"
import { failedTo } from "./SqlFailure.ts"

/** Closes with its scope. */
export const open = Effect.flatMap(Pool, (pool) =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: async () => {
        const client = await pool.connect()
        // Out of the pool nobody else hears it, and an error unheard would end the process.
        client.on("error", () => {})
        return client
      },
      catch: failedTo("connect to the database")
    }),
    (client) => Effect.sync(() => client.release(true))
  )
)

/** The rows of one statement, of the form its caller knows them to have. */
export const query = <Row extends Pg.QueryResultRow>(
  client: Pg.ClientBase,
  text: string,
  values: ReadonlyArray<unknown> = []
): Promise<ReadonlyArray<Row>> => client.query<Row>(text, [...values]).then(({ rows }) => rows)

/** Several statements, one after the other. */
export const execute = async (
  client: Pg.ClientBase,
  statements: ReadonlyArray<string>
): Promise<void> => {
  for (const statement of statements) await client.query(statement)
}
