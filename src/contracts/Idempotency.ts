/**
 * Work that is done once, however often it is asked for under the same key. The answer is kept
 * in the transaction of the work itself, so a process that dies leaves both or neither behind.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { DatabaseFailure } from "./Database.ts"
import type { Who } from "./Who.ts"

export interface Request {
  readonly who: Who
  readonly key: string
  /** SHA-256 of everything that makes it this request. */
  readonly hash: Uint8Array
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The key stands for another request: use a new one. */
export class KeyReused extends Data.TaggedError("KeyReused") {}

/** The same request is being worked on: ask again in a moment. */
export class InFlight extends Data.TaggedError("InFlight") {}

export interface Done<A> {
  readonly answer: A | Answer
  /** It was done before, and this is what was said then. */
  readonly replayed: boolean
}

export class Idempotency extends Context.Tag("contracts/Idempotency")<
  Idempotency,
  {
    /**
     * Everything `work` writes is one transaction with its answer. Where `kept` finds nothing
     * to keep, all of it is undone and forgotten, and the request may be made again.
     */
    readonly once: <A, E, R>(
      request: Request,
      work: Effect.Effect<A, E, R>,
      kept: (answer: A) => Answer | null
    ) => Effect.Effect<Done<A>, E | KeyReused | InFlight | DatabaseFailure, R>
  }
>() {}
