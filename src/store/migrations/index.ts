/**
 * Every change of the schema there ever was, in order. A migration that was released is never
 * edited, moved or taken out: databases remember it by its number and its name.
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import type * as Effect from "effect/Effect"
import type { Migration } from "../../contracts/Database.ts"
import { ground } from "./0001_ground.ts"
import { keys } from "./0002_keys.ts"

export interface Step extends Migration {
  readonly run: Effect.Effect<unknown, unknown, SqlClient.SqlClient>
}

export const steps: ReadonlyArray<Step> = [
  { id: 1, name: "ground", run: ground },
  { id: 2, name: "keys", run: keys }
]
