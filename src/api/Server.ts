/**
 * The hub's HTTP server. It stops without hanging: idle connections close at once, requests
 * under way get a moment to finish, and whoever still holds on after that is cut off.
 */
import { createServer } from "node:http"
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as HttpServer from "@effect/platform/HttpServer"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { routes } from "./Routes.ts"

/** The port is taken or may not be used: free it or set `api.port`, then start again. */
export class PortRefused extends Data.TaggedError("PortRefused")<{
  readonly message: string
  readonly cause: unknown
}> {}

export interface Place {
  readonly host: string
  /** 0 takes any port that is free. */
  readonly port: number
}

/** Where the hub came to listen. */
export class Listening extends Context.Tag("api/Listening")<
  Listening,
  { readonly url: string }
>() {}

const drain = Duration.seconds(10)

export const layer = ({ host, port }: Place) =>
  HttpLayerRouter.serve(routes, { disableLogger: true, disableListenLog: true }).pipe(
    Layer.merge(listening),
    Layer.provide(server({ host, port })),
    Layer.catchAll((cause) =>
      Layer.fail(
        new PortRefused({
          message: `Cannot listen on ${host}:${port} (${reasonOf(cause)}). Stop what uses it, or set api.port to another one.`,
          cause
        })
      )
    )
  )

const listening = Layer.effect(
  Listening,
  HttpServer.addressFormattedWith((url) => Effect.succeed({ url }))
)

const server = ({ host, port }: Place) =>
  Layer.suspend(() => {
    const http = createServer({
      requestTimeout: 300_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 65_000
    })
    const cutOff = Effect.sync(() => http.closeAllConnections())
    // Runs before the server's own finalizer, which waits for every open response.
    const draining = Layer.scopedDiscard(
      Effect.addFinalizer(() =>
        Effect.sync(() => http.closeIdleConnections()).pipe(
          Effect.zipRight(Effect.forkDaemon(Effect.delay(cutOff, drain)))
        )
      )
    )
    return draining.pipe(Layer.provideMerge(NodeHttpServer.layer(() => http, { host, port })))
  })

const reasonOf = (error: unknown): string => {
  const cause =
    typeof error === "object" && error !== null && "cause" in error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
