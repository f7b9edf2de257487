#!/usr/bin/env node
/** Reads the command line, runs it, and ends with the status that says how it went. */
import * as CliConfig from "@effect/cli/CliConfig"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import { endingOf, status } from "./cli/Exit.ts"
import { cli } from "./cli/Tandem.ts"
import { plainConsole } from "./cli/Terminal.ts"

// A daemon that is told to stop has done its work; a person who breaks off has not let it.
let told: NodeJS.Signals | null = null
process.once("SIGTERM", () => {
  told = "SIGTERM"
})
// `tandem ... | head` closes the pipe early: that is no failure, but a wish to stop. What was
// started has to be stopped then, too: a server of our own would stay.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(status.failed)
  process.kill(process.pid, "SIGTERM")
})

const surroundings = Layer.mergeAll(
  NodeContext.layer,
  CliConfig.layer({ showBuiltIns: false }),
  Layer.unwrapEffect(Effect.map(plainConsole, Console.setConsole))
)

cli(process.argv).pipe(
  Effect.tapErrorCause((cause) => {
    const { words } = endingOf(cause)
    return words === null ? Effect.void : Console.error(`tandem: ${words}`)
  }),
  Effect.provide(surroundings),
  NodeRuntime.runMain({
    disableErrorReporting: true,
    disablePrettyLogger: true,
    teardown: (exit, onExit) => {
      const ending = Exit.isSuccess(exit) ? status.done : endingOf(exit.cause).status
      onExit(told === "SIGTERM" && ending === status.interrupted ? status.done : ending)
    }
  })
)
