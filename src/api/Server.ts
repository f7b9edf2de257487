/**
 * The hub's HTTP server. It stops without hanging: idle connections close at once, requests
 * under way get a moment to finish, and whoever still holds on after that is cut off.
 */
import { createServer, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as HttpServer from "@effect/platform/HttpServer"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Frame from "./Frame.ts"
import { documentOf, mediaType } from "./Problem.ts"

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

/** The hub's API at this place. */
export const layer = (options: Place & Frame.Options) => serve(options, Frame.hub(options))

/** Whatever is to be served, at this place. */
export const serve = <R>(
  { host, port }: Place,
  app: Layer.Layer<never, never, HttpLayerRouter.HttpRouter | R>
) =>
  HttpLayerRouter.serve(app, { disableLogger: true, disableListenLog: true }).pipe(
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
    http.on("clientError", answerBrokenTalk)
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

/** What is no HTTP never becomes a request; it is answered here, like everything else. */
const answerBrokenTalk = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy()
  const [status, kind, detail] =
    error.code === "HPE_HEADER_OVERFLOW"
      ? ([431, "TooLarge", "The headers are too large."] as const)
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? ([408, "BadRequest", "The request took too long to arrive."] as const)
        : ([400, "BadRequest", "This is not HTTP."] as const)
  const body = JSON.stringify({ ...documentOf(kind, { detail }, "none"), status })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\n` +
      `content-type: ${mediaType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
}
