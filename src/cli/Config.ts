/** `tandem config`: what is in force, and what could be. Reads the file and touches nothing. */
import * as Command from "@effect/cli/Command"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { configFile, json } from "./Flags.ts"
import { say } from "./Terminal.ts"

/** The settings know phone numbers and countries, and commands without them start sooner. */
const settings = Effect.promise(() => import("../Settings.ts"))

const print = Command.make("print", { configFile, json }, ({ configFile, json }) =>
  Effect.gen(function* () {
    const { Configuration, Settings } = yield* settings
    const { print, printed } = yield* Effect.promise(() => import("../settings/Print.ts"))
    const { known, ...configuration } = yield* Settings.load(configFile)
    yield* say(json, printed(Configuration, configuration, known), () =>
      print(Configuration, configuration, known).trimEnd()
    )
    yield* Effect.forEach(known.warnings, (warning) => Console.error(`warning: ${warning}`))
  })
).pipe(
  Command.withDescription(
    "Show the settings in force: defaults filled in, secrets hidden, and where each value is from"
  )
)

const schema = Command.make("schema", {}, () =>
  Effect.gen(function* () {
    const { Configuration } = yield* settings
    const { jsonSchemaFile } = yield* Effect.promise(() => import("../settings/JsonSchema.ts"))
    yield* Console.log(jsonSchemaFile(Configuration).trimEnd())
  })
).pipe(Command.withDescription("Print the JSON Schema of the configuration, for editors"))

export const config = Command.make("config").pipe(
  Command.withDescription("Show the settings in force, or the schema they follow"),
  Command.withSubcommands([print, schema])
)
