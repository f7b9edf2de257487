/** `tandem migrate`: brings the database up to date, for those who do not leave it to the daemon. */
import * as Command from "@effect/cli/Command"
import * as Effect from "effect/Effect"
import { Database } from "../contracts/Database.ts"
import { configFile, json } from "./Flags.ts"
import { logging } from "./Log.ts"
import { loadSettings, machine } from "./Machine.ts"
import { say, style } from "./Terminal.ts"

export const migrate = Command.make("migrate", { configFile, json }, (flags) =>
  Effect.gen(function* () {
    const settings = yield* loadSettings(flags.configFile)
    const { database } = yield* machine
    const { about, applied } = yield* Effect.flatMap(Database, ({ about, migrate }) =>
      Effect.map(migrate, (applied) => ({ about, applied }))
    ).pipe(Effect.provide(database(settings)), Effect.provide(logging(settings.log)))
    yield* say(flags.json, { database: about, applied }, () =>
      [
        `database    ${about.sentence}`,
        ...applied.map(({ id, name }) => `migrated    ${id} ${name}`),
        `migrations  ${style.good("up to date")}`
      ].join("\n")
    )
  })
).pipe(Command.withDescription("Bring the database up to date; doing it again does no harm"))
