/** What can be seen of a server from outside, and waiting until it can be. */
import * as path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as PidFile from "../../src/store/embedded/PidFile.ts"

export const pidOf = (home: string) =>
  Effect.map(PidFile.running(path.join(home, "data")), (file) =>
    Option.getOrUndefined(Option.map(file, ({ pid }) => pid))
  )

export const isUp = (home: string) => Effect.map(pidOf(home), (pid) => pid !== undefined)

/** Looks until it is so; the test's own time limit ends it. */
export const until = <E, R>(condition: Effect.Effect<boolean, E, R>) =>
  Effect.repeat(condition, { until: (yes) => yes, schedule: Schedule.spaced("20 millis") })
