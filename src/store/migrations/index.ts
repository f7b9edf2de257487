/**
 * Every change of the schema there ever was, in order. A migration that was released is never
 * edited, moved or taken out: databases remember it by its number and its name.
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import type * as Effect from "effect/Effect"
import type { Migration } from "../../contracts/Database.ts"
import { ground } from "./0001_ground.ts"
import { keys } from "./0002_keys.ts"
import { hub } from "./0003_hub.ts"
import { dealings } from "./0004_dealings.ts"
import { journal } from "./0005_journal.ts"
import { search } from "./0006_search.ts"
import { jobs } from "./0007_jobs.ts"

export interface Step extends Migration {
  readonly run: Effect.Effect<unknown, unknown, SqlClient.SqlClient>
}

export const steps: ReadonlyArray<Step> = [
  { id: 1, name: "ground", run: ground },
  { id: 2, name: "keys", run: keys },
  { id: 3, name: "hub", run: hub },
  { id: 4, name: "dealings", run: dealings },
  { id: 5, name: "journal", run: journal },
  { id: 6, name: "search", run: search },
  { id: 7, name: "jobs", run: jobs }
]
