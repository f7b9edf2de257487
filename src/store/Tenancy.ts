/**
 * The door to everything that belongs to a workspace: a transaction in a role that row security
 * holds for, and that sees the rows of this workspace and no other.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import type { Who } from "../contracts/Who.ts"
import { transaction } from "./Transaction.ts"

export const within =
  (who: Who) =>
  <A, E, R>(work: Effect.Effect<A, E, R>) =>
    transaction(Effect.zipRight(enter(who), work))

/** Holds until the transaction ends; one statement, because every door costs a round trip. */
export const enter = ({ actor, workspaceId }: Who) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      select set_config('role', 'tandem_app', true),
             set_config('app.workspace', ${workspaceId}, true),
             set_config('app.actor', ${actor}, true)
    `
  )
