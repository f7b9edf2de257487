/**
 * A process that uses the embedded server, for tests that have to kill one. It says on a line of
 * its own how it came in, and holds on until it is told to go.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as EmbeddedServer from "../../src/store/embedded/EmbeddedServer.ts"

const say = (word: unknown) => Effect.sync(() => process.stdout.write(`${JSON.stringify(word)}\n`))

// The test that started us wrote the options.
const options = JSON.parse(process.argv[2] ?? "{}") as EmbeddedServer.Options

Effect.gen(function* () {
  const { home, host, joined, port } = yield* EmbeddedServer.make(options)
  yield* say({ home, host, joined, port })
  yield* Effect.never
}).pipe(
  Effect.scoped,
  Effect.tapErrorTag("DatabaseUnavailable", ({ message }) => say({ failed: message })),
  NodeRuntime.runMain({ disableErrorReporting: true, disablePrettyLogger: true })
)
