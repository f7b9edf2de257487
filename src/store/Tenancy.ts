/**
 * The door to everything that belongs to a workspace: a transaction in a role that row security
 * holds for, and that sees the rows of this workspace and no other.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { Who } from "../contracts/Who.ts"
import { transaction } from "./Transaction.ts"

export const within =
  (who: Who) =>
  <A, E, R>(work: Effect.Effect<A, E, R>) =>
    transaction(Effect.zipRight(enter(who), work))

/**
 * Holds until the transaction ends; one statement, because every door costs a round trip. From
 * here on `tandem.clock()` is this moment, for the rows that are written and for the journal.
 */
export const enter = ({ actor, note, run, workspaceId }: Who) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const now = DateTime.formatIso(yield* DateTime.now)
    yield* sql`
      select set_config('role', 'tandem_app', true),
             set_config('app.workspace', ${workspaceId}, true),
             set_config('app.now', ${now}, true),
             set_config('app.actor', ${actor}, true),
             set_config('app.run', ${run ?? ""}, true),
             set_config('app.note', ${note === undefined ? "" : JSON.stringify(note)}, true)
    `
  })

/**
 * Inside a workspace, for this work alone: the role that searches. It sees every workspace, so
 * each of its statements names its own. A plan that must do for any word uses no index on parts
 * of words, so the server plans for the word that is asked.
 */
export const searching = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  as("tandem_search", "force_custom_plan").pipe(
    Effect.zipRight(work),
    // Where the transaction has failed there is no role to go back to, and nothing to do in it.
    Effect.ensuring(Effect.ignore(as("tandem_app", "force_generic_plan")))
  )

const as = (role: string, plans: string) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      select set_config('role', ${role}, true), set_config('plan_cache_mode', ${plans}, true)
    `
  )
