/**
 * API keys: who may come in, as whom, and to do what. A secret is told once, to whoever made the
 * key; what is kept proves it and cannot be turned back into it.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import type { DatabaseFailure } from "./Database.ts"
import type { Scope } from "./Scopes.ts"
import type { Who } from "./Who.ts"

/** Who knocks with a key that holds. */
export interface Holder extends Who {
  readonly keyId: string
  readonly scopes: ReadonlyArray<Scope>
  /** Requests a minute; null where the settings decide. */
  readonly rate: number | null
}

/** The key opens nothing (any more): the message may be told to whoever knocked. */
export class KeyRefused extends Data.TaggedError("KeyRefused")<{ readonly message: string }> {}

/** The secret that keys are proved with cannot be had: a person has to bring it back. */
export class PepperRefused extends Data.TaggedError("PepperRefused")<{
  readonly message: string
}> {}

/** Nothing of this name is there. */
export class KeyUnknown extends Data.TaggedError("KeyUnknown")<{ readonly message: string }> {}

export interface NewKey {
  readonly workspace: string
  readonly name: string
  readonly scopes: ReadonlyArray<Scope>
  readonly rate: Option.Option<number>
  readonly expiresAt: Option.Option<Date>
}

/** All there is to show of a key. */
export interface Key {
  readonly id: string
  readonly workspace: string
  readonly name: string
  readonly scopes: ReadonlyArray<string>
  readonly rate: number | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

export interface Created {
  readonly key: Key
  readonly token: Redacted.Redacted
}

export class Keys extends Context.Tag("contracts/Keys")<
  Keys,
  {
    /** Fails where keys could not be proved: said at the start, not at the first request. */
    readonly ready: Effect.Effect<void, PepperRefused | DatabaseFailure>
    /** What the bearer shows, whole. A key that was revoked is refused within five seconds. */
    readonly authenticate: (
      token: string
    ) => Effect.Effect<Holder, KeyRefused | PepperRefused | DatabaseFailure>
    readonly create: (
      wanted: NewKey
    ) => Effect.Effect<Created, KeyUnknown | PepperRefused | DatabaseFailure>
    /** Of one workspace or of all, in the order they were made. */
    readonly list: (
      workspace: Option.Option<string>
    ) => Effect.Effect<ReadonlyArray<Key>, KeyUnknown | DatabaseFailure>
    /** Doing it again does no harm. */
    readonly revoke: (id: string) => Effect.Effect<Key, KeyUnknown | DatabaseFailure>
  }
>() {}
