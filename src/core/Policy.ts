/**
 * Who is believed when both sides moved to different values. A rule only ever picks a side or
 * asks; keeping what lost is the merge's duty. The same two voices under the same rule get the
 * same answer, whichever of them is asked first.
 */
import type { FieldName, Side, Value } from "./Fields.ts"
import type { FieldTypes, Kind } from "./Kinds.ts"

/**
 * `newest`            the edit the hub observed later; see `later` for when vendor clocks count
 * `hub`               the hub
 * `ask`               nobody, until a person has ruled
 * `most-restrictive`  for consent: yes to "do not" beats everything, and sync only tightens it
 * a list              connections in order of trust; `hub` stands first unless it is named
 */
export type Rule = "newest" | "hub" | "ask" | "most-restrictive" | ReadonlyArray<string>

/** Who said a value, when the hub first saw it said, and the time the sayer's own clock gave. */
export interface Voice {
  /** A connection's name, or one of `hubVoices`. */
  readonly by: string
  /** Milliseconds, by the hub's clock. */
  readonly at: number
  /** Milliseconds, by the vendor's clock, where the vendor tells. */
  readonly clock: number | null
}

/** Names a change made in the hub goes by. No connection may be called one of them. */
export const hubVoices: ReadonlyArray<string> = ["hub", "api", "sql", "import", "enrich"]

export interface Policy {
  readonly rules: { readonly [field: FieldName]: Rule }
  /** For a disagreement found when a record is first joined to a hub row. */
  readonly firstJoin: Rule
  /** The connections, in the order of the configuration: what decides a tie. */
  readonly order: ReadonlyArray<string>
}

/** Two clocks nearer than this are taken to say the same. */
export const clockSkew = 120_000

const defaults: { readonly [field: FieldName]: Rule } = { do_not_call: "most-restrictive" }

export const ruleFor = (policy: Policy, field: FieldName): Rule =>
  Object.hasOwn(policy.rules, field)
    ? (policy.rules[field] ?? "newest")
    : Object.hasOwn(defaults, field)
      ? (defaults[field] ?? "newest")
      : "newest"

export interface Contest {
  readonly hub: { readonly value: Value | null; readonly voice: Voice }
  readonly remote: { readonly value: Value | null; readonly voice: Voice }
}

/** The side to believe; null when a person has to say. */
export const winner = (rule: Rule, contest: Contest, policy: Policy): Side | null => {
  if (rule === "ask") return null
  if (rule === "hub") return "hub"
  const weight =
    rule === "newest"
      ? 0
      : rule === "most-restrictive"
        ? strictness(contest.hub.value) - strictness(contest.remote.value)
        : trust(rule, contest.remote.voice.by) - trust(rule, contest.hub.voice.by)
  if (weight !== 0) return weight > 0 ? "hub" : "remote"
  return later(contest.hub.voice, contest.remote.voice, policy.order)
}

/** Does this rule keep a value from being loosened, even when only the remote has moved? */
export const guards = (rule: Rule, contest: Contest): boolean =>
  rule === "most-restrictive" && strictness(contest.hub.value) > strictness(contest.remote.value)

/** What is wrong with a set of rules, in words for the person who wrote them. */
export const faults = (
  kind: Kind,
  types: FieldTypes,
  policy: Policy
): ReadonlyArray<{ readonly field: FieldName; readonly fault: string }> =>
  Object.entries(policy.rules).flatMap(([field, rule]) => {
    if (!Object.hasOwn(types, field)) return [{ field, fault: `a ${kind} has no field ${field}` }]
    if (rule === "most-restrictive" && types[field] !== "boolean") {
      return [{ field, fault: `most-restrictive needs a yes-or-no field, ${field} is none` }]
    }
    if (typeof rule === "string") return []
    return rule
      .filter((name) => name !== "hub" && !policy.order.includes(name))
      .map((name) => ({ field, fault: `there is no connection called ${name}` }))
  })

const strictness = (value: Value | null): number => (value === true ? 1 : 0)

/** Smaller is more trusted. */
const trust = (rule: ReadonlyArray<string>, by: string): number => {
  const list = rule.includes("hub") ? rule : ["hub", ...rule]
  const place = list.indexOf(hubVoices.includes(by) ? "hub" : by)
  return place === -1 ? list.length : place
}

/**
 * Clocks of two systems are compared only where they are further apart than skew explains;
 * nearer than that, what counts is which edit the hub saw later.
 */
const later = (hub: Voice, remote: Voice, order: ReadonlyArray<string>): Side => {
  const ours = clockOf(hub)
  const theirs = clockOf(remote)
  if (ours !== null && theirs !== null && ours !== theirs) {
    const comparable = hub.by === remote.by || Math.abs(ours - theirs) > clockSkew
    if (comparable) return ours > theirs ? "hub" : "remote"
  }
  if (hub.at !== remote.at) return hub.at > remote.at ? "hub" : "remote"
  return place(hub.by, order) <= place(remote.by, order) ? "hub" : "remote"
}

/** The hub keeps its own time, so an edit made in the hub has a clock of its own. */
const clockOf = (voice: Voice): number | null =>
  hubVoices.includes(voice.by) ? voice.at : voice.clock

const place = (by: string, order: ReadonlyArray<string>): number => {
  if (hubVoices.includes(by)) return -1
  const index = order.indexOf(by)
  return index === -1 ? order.length : index
}
