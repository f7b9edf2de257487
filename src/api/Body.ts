/**
 * Reads a body whole, within its limits, before anybody works with it. Who sends too much is told
 * so while sending: what they go on sending is thrown away, so that they get to read the answer.
 */
import type { IncomingMessage } from "node:http"
import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as Effect from "effect/Effect"
import { excess } from "./JsonLimits.ts"
import { BadRequest, TooLarge, Unprocessable, UnsupportedMediaType } from "./Problem.ts"

export const limit = 1024 * 1024

type Request = HttpServerRequest.HttpServerRequest

/** Empty where there is none. */
export const read = (request: Request, types: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { headers } = request
    const announced = Number(headers["content-length"] ?? 0)
    if (announced === 0 && headers["transfer-encoding"] === undefined) return ""
    const json = yield* isJson(headers["content-type"], types)
    if (announced > limit) return yield* tooLarge(announced > limit * patience)
    const bytes = yield* collect(NodeHttpServerRequest.toIncomingMessage(request))
    const text = yield* Effect.try({
      try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      catch: () => new BadRequest({ detail: "The body is not UTF-8." })
    })
    const fault = json ? excess(text) : undefined
    return fault === undefined ? text : yield* new Unprocessable({ detail: fault })
  })

/** The same request, whose body was read already. */
export const withText = (request: Request, text: string): Request =>
  Object.create(request, { text: { value: Effect.succeed(text) } })

/** Fails where it is of a type nobody reads here; a body that names none is taken for JSON. */
const isJson = (said: string | undefined, types: ReadonlyArray<string>) => {
  const [type = "", ...parameters] = (said ?? "").toLowerCase().split(";")
  const named = type.trim() === "" ? "application/json" : type.trim()
  const foreign = parameters.some((it) => /^\s*charset\s*=(?!\s*"?utf-?8"?\s*$)/.test(it))
  if (types.length === 0 || (types.includes(named) && !foreign)) {
    return Effect.succeed(named === "application/json")
  }
  return new UnsupportedMediaType({
    detail: foreign
      ? "A body is read as UTF-8 only."
      : `A body of ${named} is not read here: send ${types.join(" or ")}, and say so in content-type.`,
    headers: { accept: types.join(", ") }
  })
}

const collect = (source: IncomingMessage) =>
  Effect.async<Buffer, TooLarge | BadRequest>((resume) => {
    const pieces: Array<Buffer> = []
    let size = 0
    const onData = (piece: Buffer) => {
      size += piece.length
      if (size <= limit) return void pieces.push(piece)
      pieces.length = 0
      resume(tooLarge(false))
      if (size > limit * patience) source.destroy()
    }
    const broken = () => resume(new BadRequest({ detail: "The body broke off." }))
    source.on("data", onData)
    source.on("end", () => resume(Effect.succeed(Buffer.concat(pieces))))
    source.on("error", broken)
    source.on("close", broken)
  })

/** So many times the limit are thrown away before the connection is. */
const patience = 16

const tooLarge = (hangUp: boolean) =>
  new TooLarge({
    detail: `A body may have ${limit} bytes at most.`,
    ...(hangUp ? { headers: { connection: "close" } } : {})
  })
