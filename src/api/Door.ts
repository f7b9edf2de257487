/**
 * The way to every endpoint, in order: who is it, did they come too often, may they do this, what
 * do they bring, was it done already. Nobody's body is read before they are known.
 */
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpLayerRouter from "@effect/platform/HttpLayerRouter"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { Idempotency } from "../contracts/Idempotency.ts"
import { type Holder, Keys } from "../contracts/Keys.ts"
import { allows } from "../contracts/Scopes.ts"
import * as Body from "./Body.ts"
import { Caller } from "./Caller.ts"
import { answer, Forbidden, isRefusal, Unauthorized } from "./Problem.ts"
import * as Rate from "./Rate.ts"
import * as Repeat from "./Repeat.ts"
import { RequestId } from "./RequestId.ts"
import type { Rule } from "./Rules.ts"

export const door = (rules: ReadonlyArray<Rule>, limits: Rate.Limits, strangers: Strangers) =>
  HttpLayerRouter.middleware(
    Effect.gen(function* () {
      const { authenticate } = yield* Keys
      const once = Repeat.once(yield* Idempotency)
      const perKey = Rate.tier()
      const ruleOf = new Map(rules.map((rule) => [`${rule.method} ${rule.path}`, rule]))

      const known = (request: Request) =>
        Effect.gen(function* () {
          const token = /^bearer +(\S+) *$/i.exec(request.headers["authorization"] ?? "")?.[1]
          if (token === undefined) return yield* unnamed
          return yield* authenticate(token)
        }).pipe(
          Effect.catchTag("KeyRefused", ({ message }) => refused(message)),
          Effect.tapErrorTag("Unauthorized", () => strangers(request))
        )

      const pass = (work: Effect.Effect<Response, unknown>) =>
        Effect.gen(function* () {
          const request = yield* HttpServerRequest.HttpServerRequest
          const { route } = yield* HttpLayerRouter.RouteContext
          const rule = ruleOf.get(`${route.method} ${route.path}`)
          if (rule === undefined) return yield* Effect.dieMessage(`no rule for ${route.path}`)

          const caller = yield* known(request)
          const rate = yield* perKey(caller.keyId, caller.rate ?? limits.per_key)
          yield* HttpApp.appendPreResponseHandler((_, response) =>
            Effect.succeed(HttpServerResponse.setHeaders(response, rate))
          )
          yield* permitted(caller, rule)
          const inside = Effect.provideService(work, Caller, caller)
          if (rule.streamed) return yield* inside
          const body = yield* Body.read(request, rule.types)
          return yield* inside.pipe(
            Effect.provideService(
              HttpServerRequest.HttpServerRequest,
              Body.withText(request, body)
            ),
            once(caller, request, body)
          )
        })

      return (work) =>
        Effect.catchIf(pass(work), isRefusal, (refused) =>
          Effect.map(RequestId, (id) => answer(refused, id))
        )
    })
  )

type Response = HttpServerResponse.HttpServerResponse
type Request = HttpServerRequest.HttpServerRequest

/** Counts those who come without a key, by where they come from. */
export type Strangers = ReturnType<typeof strangers>

export const strangers = (limit: number) => {
  const perAddress = Rate.tier()
  return (request: Request) =>
    perAddress(Rate.subjectOf(Option.getOrElse(request.remoteAddress, () => "")), limit)
}

const challenge = 'Bearer realm="tandem"'
const unnamed = new Unauthorized({
  detail: "Send your key: Authorization: Bearer tdm_...",
  headers: { "www-authenticate": challenge }
})
const refused = (message: string) =>
  new Unauthorized({
    detail: message,
    headers: { "www-authenticate": `${challenge}, error="invalid_token"` }
  })

const permitted = ({ scopes }: Holder, { needs }: Rule) =>
  needs === null || allows(scopes, needs)
    ? Effect.void
    : new Forbidden({ detail: `This key may not do that: it takes the scope ${needs}.` })
