/**
 * What the rest of Tandem may ask of its database as a whole. Nobody outside the store knows
 * whether it is the server Tandem brings along or one that was named by a URL.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import type * as Stream from "effect/Stream"

/** It cannot be started or reached: the message says what a person can do, then try again. */
export class DatabaseUnavailable extends Data.TaggedError("DatabaseUnavailable")<{
  readonly message: string
  readonly cause?: unknown
}> {}

/** It answers, but not for us as it is: trying again is no use until a person changes something. */
export class DatabaseRefused extends Data.TaggedError("DatabaseRefused")<{
  readonly message: string
  /** What the one who administers the server can run to put it right, where that is known. */
  readonly statements: ReadonlyArray<string>
}> {}

/** This file does not go into this database; nothing was changed. */
export class ImportRefused extends Data.TaggedError("ImportRefused")<{
  readonly message: string
}> {}

export interface Migration {
  readonly id: number
  readonly name: string
}

export interface MigrationState {
  readonly applied: ReadonlyArray<Migration>
  readonly pending: ReadonlyArray<Migration>
  /** Empty when the login may do everything a migration needs. */
  readonly statements: ReadonlyArray<string>
}

export interface About {
  readonly kind: "embedded" | "server"
  readonly version: string
  /** One line for people: what it is, where, and how we came to it. */
  readonly sentence: string
  /** False when the server stops as soon as this process leaves it. */
  readonly outlivesUs: boolean
}

/** How far an export or import has come. */
export interface Progress {
  readonly table: string
  readonly bytes: number
}

export interface Transferred {
  readonly tables: number
  readonly rows: number
}

export type DatabaseFailure = DatabaseUnavailable | DatabaseRefused

export class Database extends Context.Tag("contracts/Database")<
  Database,
  {
    readonly about: About
    /** Reads only. */
    readonly status: Effect.Effect<MigrationState, DatabaseFailure>
    /** Brings the schema up to date, with a workspace to begin in; says what it applied. */
    readonly migrate: Effect.Effect<ReadonlyArray<Migration>, DatabaseFailure>
    /** For psql: sees one workspace, under the same row security as everybody else. */
    readonly loginUrl: (
      workspace: string,
      loopbackPort?: number
    ) => Effect.Effect<Redacted.Redacted, DatabaseFailure>
    /** A port on this machine that leads to the server while the scope is open. */
    readonly loopback: Effect.Effect<number, DatabaseUnavailable, Scope.Scope>
    /** The whole database as of one instant, while others go on writing. */
    readonly exported: (
      told: (progress: Progress) => void
    ) => Stream.Stream<Uint8Array, DatabaseFailure>
    /** All of it or nothing, and only into a database that holds nothing. */
    readonly imported: <E>(
      bytes: Stream.Stream<Uint8Array, E>,
      told: (progress: Progress) => void
    ) => Effect.Effect<Transferred, DatabaseFailure | ImportRefused | E>
  }
>() {}
