/**
 * `Idempotency-Key` on every POST, without any endpoint knowing: the first request is done and
 * its answer kept in the same transaction; the same request again gets the same answer.
 */
import { createHash } from "node:crypto"
import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import { type Answer, type Idempotency, InFlight, KeyReused } from "../contracts/Idempotency.ts"
import type { Who } from "../contracts/Who.ts"
import { BadRequest, Conflict, Unprocessable } from "./Problem.ts"

type Response = HttpServerResponse.HttpServerResponse

export const once =
  (idempotency: Idempotency["Type"]) =>
  (who: Who, request: HttpServerRequest.HttpServerRequest, body: string) =>
  <R>(work: Effect.Effect<Response, unknown, R>): Effect.Effect<Response, unknown, R> => {
    const key = request.headers["idempotency-key"]
    if (request.method !== "POST" || key === undefined) return work
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) return malformed
    const hash = createHash("sha256").update(`POST ${request.url}\n${body}`).digest()
    return idempotency.once({ who, key, hash }, work, kept).pipe(
      Effect.map(({ answer }) =>
        HttpServerResponse.isServerResponse(answer) ? answer : again(answer)
      ),
      Effect.mapError((error) =>
        error instanceof KeyReused ? reused : error instanceof InFlight ? inFlight : error
      )
    )
  }

/** What was refused changed nothing: it is forgotten, and may be sent again. */
const kept = ({ body, headers, status }: Response): Answer | null => {
  if (status < 200 || status > 299) return null
  const { "content-length": _, ...others } = headers
  if (body._tag === "Empty") return { status, headers: others, body: "" }
  if (body._tag !== "Uint8Array") return null
  return { status, headers: others, body: new TextDecoder().decode(body.body) }
}

const again = ({ body, headers, status }: Answer): Response => {
  const said = { ...headers, "idempotency-replayed": "true" }
  return body === ""
    ? HttpServerResponse.empty({ status, headers: said })
    : HttpServerResponse.text(body, {
        status,
        headers: said,
        contentType: headers["content-type"] ?? "application/json"
      })
}

const malformed = new BadRequest({
  detail: "Idempotency-Key has from 1 to 255 printable ASCII characters, without spaces."
})
const reused = new Unprocessable({
  detail: "This Idempotency-Key was used for another request: use a new one."
})
const inFlight = new Conflict({
  detail: "A request with this Idempotency-Key is being worked on: ask again in a moment.",
  headers: { "retry-after": "1" }
})
