/**
 * Around everything: each request gets a name, each answer carries it, and whatever goes wrong
 * further in comes out as a problem. What a client is told never says how things look inside;
 * the log does, under the same name.
 */
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as HttpServerError from "@effect/platform/HttpServerError"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Strangers } from "./Door.ts"
import {
  answer,
  BadRequest,
  Internal,
  isRefusal,
  MethodNotAllowed,
  NotFound,
  type Refusal,
  TooLarge,
  Unavailable
} from "./Problem.ts"
import { chosen, namer, RequestId } from "./RequestId.ts"
import { methodsAt, type Rule } from "./Rules.ts"

export interface Log {
  readonly access_log: "errors" | "all"
  readonly slow_after: Duration.Duration
}

export const front = (
  routes: ReadonlyArray<Pick<Rule, "method" | "path">>,
  log: Log,
  strangers: Strangers
) => {
  const methods = methodsAt(routes)
  return HttpLayerRouter.middleware(
    Effect.gen(function* () {
      const next = yield* namer
      return (work) =>
        Effect.gen(function* () {
          const request = yield* HttpServerRequest.HttpServerRequest
          const id = chosen(request.headers["x-request-id"]) ?? next()
          const began = yield* Clock.currentTimeMillis
          const known: Effect.Effect<HttpServerResponse.HttpServerResponse, unknown> = readable(
            request.url
          )
            ? work
            : unreadable
          const response = yield* known.pipe(
            Effect.catchAllCause((cause) =>
              Cause.isInterruptedOnly(cause)
                ? Effect.failCause(cause)
                : Effect.map(refusalOf(cause, request), (refused) => answer(refused, id))
            ),
            Effect.provideService(RequestId, id),
            Effect.annotateLogs("request", id)
          )
          yield* noted(log, request, response.status, id, began)
          return HttpServerResponse.setHeader(response, "x-request-id", id)
        })
    }),
    { global: true }
  )

  function refusalOf(cause: Cause.Cause<unknown>, request: HttpServerRequest.HttpServerRequest) {
    const error = Cause.squash(cause)
    if (isRefusal(error)) return Effect.succeed(error)
    if (error instanceof HttpServerError.RouteNotFound) {
      return Effect.match(strangers(request), {
        onFailure: (tooMany): Refusal => tooMany,
        onSuccess: () => nothingAt(request, methods(request.url))
      })
    }
    const known = sayings(error)
    if (known !== undefined) return Effect.succeed(known)
    return Effect.as(
      Effect.logError("a request failed", cause),
      new Internal({ detail: "It has been written to the log, under the id of this request." })
    )
  }
}

const nothingAt = (
  { method, url }: HttpServerRequest.HttpServerRequest,
  there: ReadonlyArray<string>
) =>
  there.length === 0
    ? new NotFound({ detail: `There is nothing at ${url.split("?")[0]?.slice(0, 200)}.` })
    : new MethodNotAllowed({
        detail: `${method} is not possible here, but ${there.join(", ")}.`,
        headers: { allow: there.join(", ") }
      })

/** Errors of the library and of the database that are nobody's fault here. */
const sayings = (error: unknown): Refusal | undefined => {
  if (typeof error !== "object" || error === null || !("_tag" in error)) return undefined
  if (error._tag === "DatabaseUnavailable") {
    return new Unavailable({
      detail: "The database does not answer. Ask again in a few seconds.",
      headers: { "retry-after": "5" }
    })
  }
  if (error._tag === "MultipartError") {
    const reason = "reason" in error ? String(error.reason) : ""
    return /TooLarge|TooMany/.test(reason)
      ? new TooLarge({ detail: `The parts of the body are too large or too many (${reason}).` })
      : new BadRequest({ detail: "The body is no multipart form." })
  }
  if (error instanceof HttpServerError.RequestError) {
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ""
    return new BadRequest({ detail: `The body cannot be read${cause}` })
  }
  return undefined
}

/** An address that is no text has nothing at it, and NUL is in no text that is kept here. */
const readable = (url: string): boolean => {
  if (!url.includes("%")) return true
  if (url.includes("%00")) return false
  try {
    decodeURIComponent(url.split("?")[0] ?? "")
    return true
  } catch {
    return false
  }
}

const unreadable = new BadRequest({
  detail: "The address holds characters that stand for nothing: check what follows each %."
})

const noted = (
  { access_log, slow_after }: Log,
  { method, url }: HttpServerRequest.HttpServerRequest,
  status: number,
  id: string,
  began: number
) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const took = now - began
    const slow = took >= Duration.toMillis(slow_after)
    if (access_log === "errors" && status < 500 && !slow) return Effect.void
    const line = `${method} ${url.split("?")[0]} ${status} in ${took} ms`
    const told =
      status >= 500 ? Effect.logError(line) : slow ? Effect.logWarning(line) : Effect.logInfo(line)
    return Effect.annotateLogs(told, "request", id)
  })
