/** `tandem run`: the daemon. It runs until it is told to stop, and then finishes what it began. */
import * as Command from "@effect/cli/Command"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { configFile } from "./Flags.ts"
import { forPeople, logging } from "./Log.ts"
import { loadSettings, machine } from "./Machine.ts"

export const run = Command.make("run", { configFile }, (flags) =>
  Effect.gen(function* () {
    const settings = yield* loadSettings(flags.configFile)
    const { daemon } = yield* machine
    for (const warning of settings.known.warnings) yield* Effect.logWarning(warning)
    yield* Layer.launch(daemon(settings, forPeople(settings.log) ? showKey : null)).pipe(
      Effect.provide(logging(settings.log))
    )
  })
).pipe(
  Command.withDescription(
    "Run the daemon: start the database, bring it up to date, serve, until told to stop"
  )
)

/** Shown once, and written nowhere. */
const showKey = (url: string, token: Redacted.Redacted) =>
  Console.error(
    [
      "",
      `  The first key of the API, shown this once:  ${Redacted.value(token)}`,
      `  curl -H "Authorization: Bearer ${Redacted.value(token)}" ${url}/api/v1/workspace`,
      ""
    ].join("\n")
  )
