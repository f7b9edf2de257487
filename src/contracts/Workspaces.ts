/** The tenant somebody works in, as far as they may know it. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { DatabaseFailure } from "./Database.ts"
import type { Who } from "./Who.ts"

export interface Workspace {
  readonly id: string
  readonly name: string
}

export class Workspaces extends Context.Tag("contracts/Workspaces")<
  Workspaces,
  {
    readonly own: (who: Who) => Effect.Effect<Workspace, DatabaseFailure>
  }
>() {}
