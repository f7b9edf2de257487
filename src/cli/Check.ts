/**
 * `tandem check`: is the configuration right, does the database answer, is it as new as this
 * Tandem needs it? Changes nothing that is kept; the embedded server it may start, it stops.
 */
import * as Command from "@effect/cli/Command"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { Database, type MigrationState } from "../contracts/Database.ts"
import { Ended, status } from "./Exit.ts"
import { configFile, json } from "./Flags.ts"
import { loadSettings, machine } from "./Machine.ts"
import { say, style } from "./Terminal.ts"

export const check = Command.make("check", { configFile, json }, (flags) =>
  Effect.gen(function* () {
    const settings = yield* loadSettings(flags.configFile)
    const { database } = yield* machine
    for (const warning of settings.known.warnings) yield* Console.error(`warning: ${warning}`)
    const { about, migrations } = yield* Effect.all({
      about: Effect.map(Database, ({ about }) => about),
      migrations: Effect.flatMap(Database, ({ status }) => status)
    }).pipe(Effect.provide(database(settings)))

    const blocked = migrations.pending.length > 0 && migrations.statements.length > 0
    const connections = settings.connections.map(({ crm, name }) => ({ name, crm }))
    const answer = {
      ok: !blocked,
      config: { file: flags.configFile, warnings: settings.known.warnings },
      database: about,
      migrations,
      connections
    }
    yield* say(flags.json, answer, () =>
      [
        `config       ${flags.configFile}  ${style.good("ok")}`,
        `database     ${about.sentence}  ${style.good("ok")}`,
        `migrations   ${migrationsIn(migrations)}`,
        `connections  ${connections.map(({ crm, name }) => `${name} (${crm})`).join(", ") || "none"}`,
        ...(blocked ? ["", forTheAdministrator(migrations)] : [])
      ].join("\n")
    )
    if (blocked) return yield* new Ended({ status: status.failed })
  })
).pipe(
  Command.withDescription("Check the configuration and the database; changes nothing that is kept")
)

const migrationsIn = ({ applied, pending }: MigrationState): string =>
  pending.length === 0
    ? `${applied.length} applied, none pending  ${style.good("ok")}`
    : `${applied.length} applied, ${pending.length} pending  ${style.warn("run: tandem migrate")}`

const forTheAdministrator = ({ statements }: MigrationState): string =>
  [
    "This login may not do all that a migration needs. Have the database's administrator run:",
    "",
    ...statements.map((statement) => `  ${statement}`)
  ].join("\n")
