/**
 * `tandem health`: is the daemon of this configuration up and ready? For a container's health
 * check: one request to the daemon, and the answer is the exit status.
 */
import * as http from "node:http"
import * as Command from "@effect/cli/Command"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { configFile, json } from "./Flags.ts"
import { loadSettings } from "./Machine.ts"
import { say } from "./Terminal.ts"

/** Nobody answers, or what answers is not ready: look at the daemon's log. */
export class NotReady extends Data.TaggedError("NotReady")<{ readonly message: string }> {}

export const health = Command.make("health", { configFile, json }, (flags) =>
  Effect.gen(function* () {
    const { api } = yield* loadSettings(flags.configFile)
    const host = api.host === "0.0.0.0" ? "127.0.0.1" : api.host === "::" ? "::1" : api.host
    const { body, status } = yield* get(host, api.port)
    if (status !== 200) return yield* new NotReady({ message: `The daemon is not ready: ${body}` })
    yield* say(flags.json, { ready: true }, () => "ready")
  })
).pipe(Command.withDescription("Ask the running daemon whether it is ready (for health checks)"))

interface Answer {
  readonly status: number
  readonly body: string
}

/** Plain Node, so that a check that runs every ten seconds loads as little as it can. */
const get = (host: string, port: number): Effect.Effect<Answer, NotReady> =>
  Effect.async<Answer, NotReady>((resume) => {
    const silent = (error: Error) =>
      resume(
        Effect.fail(
          new NotReady({
            message: `No daemon answers at ${host}:${port} (${error.message}). Start it: tandem run`
          })
        )
      )
    const request = http.get({ host, port, path: "/readyz", timeout: 4_000 }, (response) => {
      let body = ""
      response.setEncoding("utf8")
      response.on("data", (chunk: string) => {
        body += chunk
      })
      response.on("error", silent)
      response.on("end", () => resume(Effect.succeed({ status: response.statusCode ?? 0, body })))
    })
    request.on("timeout", () => request.destroy(new Error("no answer within four seconds")))
    request.on("error", silent)
    return Effect.sync(() => request.destroy())
  })
