/**
 * What happened to the rows of a workspace, in the order in which it became true. Whoever follows
 * the feed with the cursor of the last page misses nothing and hears nothing twice.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { Json } from "../core/Fields.ts"
import type { DatabaseFailure } from "./Database.ts"
import type { Who } from "./Who.ts"

export interface Change {
  readonly kind: string
  readonly id: string
  readonly op: "create" | "update" | "delete" | "restore"
  readonly at: Date
  readonly actor: string
  readonly run: string | null
  /** Before and after of every field that changed; null for what was created. */
  readonly changes: { readonly [field: string]: readonly [before: Json, after: Json] } | null
  readonly note: Json
}

export interface ChangesPage {
  readonly changes: ReadonlyArray<Change>
  /** Where to go on; also where there was nothing. */
  readonly cursor: string
  /** There may be more already. */
  readonly full: boolean
}

/** No cursor of ours: the one who asks made a mistake. */
export class CursorInvalid extends Data.TaggedError("CursorInvalid")<{
  readonly message: string
}> {}

/** The database was restored or moved since: whoever follows reads everything once more. */
export class CursorOutdated extends Data.TaggedError("CursorOutdated")<{
  readonly message: string
}> {}

export class Changes extends Context.Tag("contracts/Changes")<
  Changes,
  {
    /** Without a cursor from the first change there ever was. */
    readonly since: (
      who: Who,
      cursor: Option.Option<string>,
      limit: number
    ) => Effect.Effect<ChangesPage, CursorInvalid | CursorOutdated | DatabaseFailure>
    /** The cursor behind everything that has happened so far. */
    readonly latest: (who: Who) => Effect.Effect<string, DatabaseFailure>
    /** All that happened to one row, newest first. */
    readonly of: (
      who: Who,
      row: { readonly kind: string; readonly id: string },
      page: { readonly limit: number; readonly skip: number }
    ) => Effect.Effect<ReadonlyArray<Change>, DatabaseFailure>
  }
>() {}
