/** `tandem export`: the whole database in one file, as of one instant, while the daemon works on. */
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Database } from "../contracts/Database.ts"
import { configFile, json } from "./Flags.ts"
import { logging } from "./Log.ts"
import { loadSettings, machine } from "./Machine.ts"
import { say } from "./Terminal.ts"
import { endProgress, FileFailed, isPipe, megabytes, progress, writeTo } from "./Transfer.ts"

const out = Options.text("out").pipe(
  Options.withAlias("o"),
  Options.withPseudoName("FILE"),
  Options.withDescription("Where to write it; - is standard output, the default"),
  Options.withDefault("-")
)

export const exportCommand = Command.make("export", { configFile, json, out }, (flags) =>
  Effect.gen(function* () {
    const file = flags.out
    if (isPipe(file) && process.stdout.isTTY === true) {
      return yield* new FileFailed({
        message: "An export is nothing to read on a terminal: say --out FILE, or use a pipe."
      })
    }
    const settings = yield* loadSettings(flags.configFile)
    const { database } = yield* machine
    let bytes = 0
    yield* Effect.flatMap(Database, ({ exported }) =>
      exported(progress("exporting")).pipe(
        Stream.tap((piece) => Effect.sync(() => (bytes += piece.length))),
        writeTo(file)
      )
    ).pipe(
      Effect.ensuring(endProgress),
      Effect.provide(database(settings)),
      Effect.provide(logging(settings.log))
    )
    const done = `exported ${megabytes(bytes)}`
    // Standard output holds the export itself.
    if (isPipe(file)) return yield* Console.error(done)
    yield* say(flags.json, { file, bytes }, () => `${done} to ${file}`)
  })
).pipe(Command.withDescription("Write the whole database to a file or a pipe"))
