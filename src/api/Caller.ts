/**
 * Who is asking. The door has let them in before any endpoint is reached; here endpoints get to
 * know who it is, and the description of the API gets to know that there is a door.
 */
import * as HttpApiMiddleware from "@effect/platform/HttpApiMiddleware"
import * as HttpApiSecurity from "@effect/platform/HttpApiSecurity"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type { Holder } from "../contracts/Keys.ts"

export class Caller extends Context.Tag("api/Caller")<Caller, Holder>() {}

export class Authorization extends HttpApiMiddleware.Tag<Authorization>()("api/Authorization", {
  provides: Caller,
  security: {
    key: HttpApiSecurity.bearer.pipe(
      HttpApiSecurity.annotate(
        OpenApi.Description,
        "An API key: tdm_<id>_<secret>. `tandem keys create` makes one."
      )
    )
  }
}) {
  /** Asks nothing again: an endpoint that is reached without a caller is a hole in the wall. */
  static readonly layer = Layer.succeed(
    Authorization,
    Authorization.of({
      key: () =>
        Effect.flatMap(
          Effect.serviceOption(Caller),
          Option.match({
            onNone: () => Effect.dieMessage("an endpoint was reached past the door"),
            onSome: (caller) => Effect.succeed(caller)
          })
        )
    })
  )
}
