/** `tandem db`: the way into the database for people and their tools. */
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { Database, DatabaseRefused } from "../contracts/Database.ts"
import { configFile, json } from "./Flags.ts"
import { logging } from "./Log.ts"
import { loadSettings, machine } from "./Machine.ts"
import { say } from "./Terminal.ts"

const flags = {
  configFile,
  json,
  workspace: Options.text("workspace").pipe(
    Options.withAlias("w"),
    Options.withPseudoName("NAME"),
    Options.withDescription("The workspace whose rows are seen"),
    Options.withDefault("default")
  ),
  tcp: Options.boolean("tcp").pipe(
    Options.withDescription("Open a port on 127.0.0.1, for programs that cannot use a socket")
  )
}

const url = Command.make("url", flags, (flags) =>
  Effect.gen(function* () {
    const settings = yield* loadSettings(flags.configFile)
    const { database } = yield* machine
    const print = flags.tcp ? throughPort(flags) : throughSocket(flags)
    yield* print.pipe(Effect.provide(database(settings)), Effect.provide(logging(settings.log)))
  })
).pipe(
  Command.withDescription(
    'Print a login URL that sees one workspace, for example: psql "$(tandem db url)"'
  )
)

export const db = Command.make("db").pipe(
  Command.withDescription("Look into the database with tools of your own"),
  Command.withSubcommands([url])
)

interface Flags {
  readonly json: boolean
  readonly workspace: string
}

/** A URL is worth something only while there is a server behind it. */
const throughSocket = ({ json, workspace }: Flags) =>
  Effect.gen(function* () {
    const { about, loginUrl } = yield* Database
    const url = yield* loginUrl(workspace)
    if (!about.outlivesUs) {
      return yield* new DatabaseRefused({
        message:
          "No Tandem is running here, so the server would be gone before you could log in. " +
          'Start "tandem run" first, or use "tandem db url --tcp", which keeps it up until Ctrl-C.',
        statements: []
      })
    }
    yield* tell(json, url)
  })

const throughPort = ({ json, workspace }: Flags) =>
  Effect.gen(function* () {
    const { about, loginUrl, loopback } = yield* Database
    if (about.kind === "server") return yield* tell(json, yield* loginUrl(workspace))
    yield* tell(json, yield* loginUrl(workspace, yield* loopback))
    yield* Console.error("The port is open until you press Ctrl-C.")
    return yield* Effect.never
  }).pipe(Effect.scoped)

const tell = (json: boolean, url: Redacted.Redacted) =>
  say(json, { url: Redacted.value(url) }, () => Redacted.value(url))
