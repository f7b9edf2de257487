/**
 * The two tiers: so many requests a minute with a key, and fewer without one from an address.
 * Each process counts for itself and forgets when it stops: the tiers keep one caller from taking
 * the place of the others, and are no bill. What is remembered is bounded, whoever knocks.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { TooManyRequests } from "./Problem.ts"
import * as Window from "./Window.ts"

export interface Limits {
  readonly per_key: number
  readonly per_address: number
}

export type Headers = Readonly<Record<string, string>>

export const tier = (most = 10_000) => {
  const windows = new Map<string, Window.Window>()
  const windowOf = (subject: string, second: number): Window.Window => {
    const known = windows.get(subject)
    const window = known ?? Window.open(second)
    // Whoever came last stands last, and whoever has been away the longest is forgotten.
    if (known !== undefined) windows.delete(subject)
    else if (windows.size >= most) windows.delete(windows.keys().next().value ?? "")
    windows.set(subject, window)
    return window
  }
  /** What the answer says about it; fails where there is no room left. */
  return (subject: string, limit: number): Effect.Effect<Headers, TooManyRequests> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const second = Math.floor(now / 1_000)
      const { allowed, remaining, wait } = Window.take(windowOf(subject, second), second, limit)
      const headers = {
        "ratelimit-policy": `${limit};w=60`,
        "ratelimit-limit": String(limit),
        "ratelimit-remaining": String(remaining),
        "ratelimit-reset": String(wait)
      }
      if (allowed) return Effect.succeed(headers)
      return new TooManyRequests({
        detail: `More than ${limit} requests in a minute. There is room again in ${wait} s.`,
        headers: { ...headers, "retry-after": String(wait) }
      })
    })
}

/** Who has one address of IPv6 has 2^64 of them. */
export const subjectOf = (address: string): string => {
  const mapped = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  if (mapped !== null) return mapped[1] ?? address
  const [front = "", back] = (address.split("%")[0] ?? "").split("::")
  const before = front === "" ? [] : front.split(":")
  const after = back === undefined || back === "" ? [] : back.split(":")
  const gap = back === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array.from({ length: gap }, () => "0"), ...after]
  return groups.slice(0, 4).join(":")
}
