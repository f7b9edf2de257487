/**
 * The name of one request: in its answer, in every line the log has about it, and in every
 * problem, so that a person who reports one hands over the way to the other.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

export class RequestId extends Context.Reference<RequestId>()("api/RequestId", {
  defaultValue: () => "none"
}) {}

/** What a caller names is kept where it can stand in a log line without doing harm there. */
export const chosen = (said: string | undefined): string | undefined =>
  said !== undefined && /^[A-Za-z0-9._:-]{1,64}$/.test(said) ? said : undefined

/** Names that no other process gives, and none of which says how many there were before start. */
export const namer = Effect.map(Random.nextIntBetween(0, 36 ** 7), (start) => {
  const process = start.toString(36).padStart(7, "0")
  let count = 0
  return () => `${process}-${(++count).toString(36)}`
})
