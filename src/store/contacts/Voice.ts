/** Who speaks when somebody writes, as the merge will weigh it later. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Who } from "../../contracts/Who.ts"
import { hubVoices, type Voice } from "../../core/Policy.ts"

export const voiceOf = ({ actor }: Who): Effect.Effect<Voice> =>
  Effect.map(Clock.currentTimeMillis, (at) => {
    const [by = ""] = actor.split(":")
    return { by: hubVoices.includes(by) ? by : "hub", at, clock: null }
  })
