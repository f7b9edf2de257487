/** Somebody else took a key, or a lock, after we had looked: look again, and it will go well. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { codeOf } from "../SqlFailure.ts"

export class Overtaken extends Data.TaggedError("Overtaken") {}

export const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken || /^(40001|40P01|23505)$/.test(codeOf(error))

/** A whole transaction, begun anew. */
export const untilUndisturbed = <A, E, R>(transaction: Effect.Effect<A, E, R>) =>
  Effect.retry(transaction, { while: isOvertaken, times: 5 })
