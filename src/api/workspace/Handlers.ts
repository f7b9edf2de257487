/** Answers for the workspace. */
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as Effect from "effect/Effect"
import { Workspaces } from "../../contracts/Workspaces.ts"
import { Caller } from "../Caller.ts"
import { Api } from "../Definition.ts"

export const handlers = HttpApiBuilder.group(Api, "workspace", (handlers) =>
  Effect.gen(function* () {
    const workspaces = yield* Workspaces
    return handlers.handle("own", () =>
      Effect.gen(function* () {
        const { id, name } = yield* Effect.orDie(workspaces.own(yield* Caller))
        return { data: { id: Number(id), name } }
      })
    )
  })
)
