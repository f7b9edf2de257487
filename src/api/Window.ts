/**
 * How often somebody came within the last minute: a window that slides by the second, so that no
 * sixty seconds, wherever they begin, ever see more than the limit.
 */
export interface Window {
  /** One count for each second of the minute, in the place of its second. */
  readonly counts: Uint32Array
  last: number
  total: number
}

export interface Verdict {
  readonly allowed: boolean
  readonly remaining: number
  /** Seconds until there is room again: for one more, or, where there is room, for all. */
  readonly wait: number
}

const span = 60

export const open = (second: number): Window => ({
  counts: new Uint32Array(span),
  last: second,
  total: 0
})

/** Counts one more, if there is room for it. */
export const take = (window: Window, second: number, limit: number): Verdict => {
  slide(window, second)
  const allowed = window.total < limit
  if (allowed) {
    const at = window.last % span
    window.counts[at] = (window.counts[at] ?? 0) + 1
    window.total += 1
  }
  return {
    allowed,
    remaining: Math.max(0, limit - window.total),
    wait: allowed ? span : untilRoom(window, limit)
  }
}

/** A clock that went back stands still until it has caught up. */
const slide = (window: Window, second: number): void => {
  const passed = Math.min(span, second - window.last)
  for (let step = 1; step <= passed; step++) {
    const at = (second - passed + step) % span
    window.total -= window.counts[at] ?? 0
    window.counts[at] = 0
  }
  if (passed > 0) window.last = second
}

const untilRoom = ({ counts, last, total }: Window, limit: number): number => {
  let left = total
  for (let ahead = 1; ahead <= span; ahead++) {
    left -= counts[(last + ahead) % span] ?? 0
    if (left < limit) return ahead
  }
  return span
}
