/**
 * Until everything that was written can be read from the changes feed: other tests write in other
 * databases of the same server, and hold it back while they do.
 */
import * as Effect from "effect/Effect"
import { until } from "./Observe.ts"
import { TestDatabase } from "./TestDatabase.ts"

export const settled = Effect.flatMap(TestDatabase, ({ asSuperuser }) =>
  until(
    Effect.map(
      asSuperuser(
        "select from tandem.journal where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1"
      ),
      (held) => held.length === 0
    )
  )
)
