/** `tandem import`: a database out of an export, all of it or nothing. */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Effect from "effect/Effect"
import { Database } from "../contracts/Database.ts"
import { configFile, json } from "./Flags.ts"
import { logging } from "./Log.ts"
import { loadSettings, machine } from "./Machine.ts"
import { say } from "./Terminal.ts"
import { bytesFrom, endProgress, progress } from "./Transfer.ts"

const from = Args.text({ name: "FILE" }).pipe(
  Args.withDescription("What tandem export wrote; - is standard input")
)

export const importCommand = Command.make("import", { configFile, json, from }, (flags) =>
  Effect.gen(function* () {
    const settings = yield* loadSettings(flags.configFile)
    const { database } = yield* machine
    const bytes = yield* bytesFrom(flags.from)
    const imported = yield* Effect.flatMap(Database, ({ imported }) =>
      imported(bytes, progress("importing"))
    ).pipe(
      Effect.ensuring(endProgress),
      Effect.provide(database(settings)),
      Effect.provide(logging(settings.log))
    )
    yield* say(
      flags.json,
      imported,
      () => `imported ${imported.rows} rows into ${imported.tables} tables`
    )
  })
).pipe(Command.withDescription("Fill an empty database from an export"))
