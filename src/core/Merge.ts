/**
 * Three-way merge of one linked pair, field by field. Plain function of its arguments.
 *
 * The plan is all the engine acts on: what to write in the hub, what to write in the record, what
 * the shadow says once the hub's half is committed, and every value that was not kept. Nothing is
 * overwritten that the other side changed, unless a rule said so and the plan says so too.
 */
import { mergeSets } from "./Elements.ts"
import type { FieldName, Fields, Patch, Side, Value } from "./Fields.ts"
import { Unreadable } from "./Fields.ts"
import { same } from "./Form.ts"
import type { FieldType, FieldTypes } from "./Kinds.ts"
import { isSet } from "./Kinds.ts"
import {
  type Contest,
  guards,
  type Policy,
  type Rule,
  ruleFor,
  type Voice,
  winner
} from "./Policy.ts"
import { agreed, noShadow, type OpenShadow, open, type Shadow, settle } from "./Shadow.ts"

/** What a connection may do with a field of a record that exists. Fields not named are not ours. */
export interface Right {
  readonly reads: boolean
  readonly writes: boolean
}
export type Rights = { readonly [field: FieldName]: Right }

export interface Conflict {
  readonly field: FieldName
  /** `edited`: both moved. `first-join`: they never agreed. `consent`: a loosening was refused. */
  readonly why: "edited" | "first-join" | "consent"
  readonly rule: Rule | "person"
  /** Null while it waits for a person: neither side is written. */
  readonly winner: Side | null
  readonly hub: Value | null
  readonly remote: Value | null
}

/**
 * A person's word on one disagreement. It holds as long as both sides still say what was ruled on,
 * and is no rule for the next time: words said anew, be they the same, were not ruled on.
 */
export interface Ruling {
  readonly winner: Side
  /** Milliseconds, by the hub's clock. */
  readonly at: number
  readonly hub: Value | null
  readonly remote: Value | null
}

export interface Merging {
  readonly types: FieldTypes
  readonly rights: Rights
  readonly policy: Policy
  /** Null before the first agreement: then nothing may be overwritten. */
  readonly shadow: Shadow | null
  readonly hub: {
    readonly fields: Fields
    /** Who said each value, and when the hub saw it. A blank nobody ever said is missing here. */
    readonly said: { readonly [field: FieldName]: Voice }
  }
  readonly remote: { readonly fields: Fields; readonly voice: Voice }
  readonly rulings: { readonly [field: FieldName]: Ruling }
}

export interface Plan {
  readonly hub: Patch
  readonly remote: Patch
  /** True once `hub` is written. Fields in `remote` are owed, and their heads have not moved. */
  readonly shadow: Shadow
  /** Who is to be named for each value in `hub`, and for each that was confirmed by a better voice. */
  readonly said: { readonly [field: FieldName]: Voice }
  readonly conflicts: ReadonlyArray<Conflict>
}

interface OpenPlan {
  readonly hub: { [name: FieldName]: Value | null }
  readonly remote: { [name: FieldName]: Value | null }
  readonly shadow: OpenShadow
  readonly said: { [name: FieldName]: Voice }
  readonly conflicts: Array<Conflict>
}

/** One field of one pair, everything looked up. */
interface Pair {
  readonly field: FieldName
  readonly type: FieldType
  readonly joined: boolean
  readonly hub: Value | null
  readonly remote: Value | null
  readonly hubHead: Value | null
  readonly remoteHead: Value | null
  readonly writes: boolean
  readonly voices: { readonly hub: Voice; readonly remote: Voice }
  /** Did the hub ever say anything here, be it that there is nothing? */
  readonly spoken: boolean
  /** Was the remote heard before, saying what the hub did not agree to? */
  readonly contended: boolean
}

export const merge = (merging: Merging): Plan => {
  const plan: OpenPlan = {
    hub: {},
    remote: {},
    shadow: open(merging.shadow ?? noShadow),
    said: {},
    conflicts: []
  }
  for (const field of Object.keys(merging.rights)) {
    const pair = pairUp(merging, field)
    if (pair === undefined) continue
    if (isSet(pair.type) && !emptied(pair)) mergeMembers(plan, pair)
    else mergeValue(plan, pair, merging)
  }
  return plan
}

/** Undefined where there is nothing to decide: not ours, frozen, or never heard. */
const pairUp = (merging: Merging, field: FieldName): Pair | undefined => {
  const type = merging.types[field]
  const right = merging.rights[field]
  if (type === undefined || right === undefined) return undefined
  const shadow = merging.shadow ?? noShadow
  const joined = agreed(shadow, field)
  const hubHead = (joined ? shadow.hub[field] : null) ?? null
  const remoteHead = (joined ? shadow.remote[field] : null) ?? null

  const before = Object.hasOwn(shadow.heard, field) ? shadow.heard[field] : undefined
  const left = before === undefined ? remoteHead : before.value
  const hub = wordOf(merging.hub.fields, field, hubHead)
  const remote = right.reads ? wordOf(merging.remote.fields, field, left) : remoteHead
  if (hub instanceof Unreadable || remote instanceof Unreadable) return undefined
  // A record that never mentioned the field may hold anything there: it is not ours to fill.
  const heard = before !== undefined || Object.hasOwn(merging.remote.fields, field)
  if (!joined && !(right.reads && heard)) return undefined

  const { voice } = merging.remote
  const repeated = before !== undefined && same(type, before.value, remote)
  return {
    field,
    type,
    joined,
    hub,
    remote,
    hubHead,
    remoteHead,
    writes: right.writes,
    voices: {
      hub: merging.hub.said[field] ?? { by: "hub", at: Number.NEGATIVE_INFINITY, clock: null },
      remote: repeated ? { by: voice.by, at: before.at, clock: before.clock } : voice
    },
    spoken: Object.hasOwn(merging.hub.said, field),
    contended: before !== undefined
  }
}

/** A silent side is taken to be where we left it. */
const wordOf = (
  fields: Fields,
  field: FieldName,
  head: Value | null
): Value | null | Unreadable => {
  const said = Object.hasOwn(fields, field) ? fields[field] : undefined
  return said === undefined ? head : said
}

/** What becomes of one value, and the disagreement behind it where there was one. */
type Verdict =
  | { readonly _tag: "rest" }
  | { readonly _tag: "agree"; readonly confirmed: boolean }
  | { readonly _tag: "take" | "give" | "hold"; readonly conflict?: Conflict }

const mergeValue = (plan: OpenPlan, pair: Pair, merging: Merging): void => {
  const verdict = decide(pair, merging)
  if (verdict._tag === "rest") {
    keepHeard(plan, pair)
    return
  }
  if (verdict._tag === "agree") {
    if (verdict.confirmed) plan.said[pair.field] = pair.voices.remote
    settle(plan.shadow, pair.field, pair.hub, pair.remote)
    return
  }
  if (verdict.conflict !== undefined) plan.conflicts.push(verdict.conflict)
  if (verdict._tag === "take") take(plan, pair)
  else if (verdict._tag === "give") give(plan, pair)
  else keepHeard(plan, pair)
}

const decide = (pair: Pair, merging: Merging): Verdict => {
  const { hub, joined, remote, type } = pair
  const hubMoved = joined && !same(type, hub, pair.hubHead)
  const remoteMoved = joined && !same(type, remote, pair.remoteHead)
  if (joined && !hubMoved && !remoteMoved) return { _tag: "rest" }

  const rule = ruleFor(merging.policy, pair.field)
  const contest: Contest = {
    hub: { value: hub, voice: pair.voices.hub },
    remote: { value: remote, voice: pair.voices.remote }
  }
  if (same(type, hub, remote)) {
    // Of two who made the same edit the one who weighs more stands for it from now on, so that
    // it does not matter which of two connections is heard first.
    const both = hubMoved && remoteMoved
    return { _tag: "agree", confirmed: both && winner(rule, contest, merging.policy) === "remote" }
  }
  if (joined) {
    if (!remoteMoved) return { _tag: "give" }
    if (!hubMoved && !guards(rule, contest)) return { _tag: "take" }
    return judge(pair, merging, contest, hubMoved ? "edited" : "consent", rule)
  }
  if (remote === null && !pair.contended) return { _tag: "give" }
  if (hub === null && !pair.spoken) return { _tag: "take" }
  const firstRule = rule === "most-restrictive" ? rule : merging.policy.firstJoin
  return judge(pair, merging, contest, "first-join", firstRule)
}

/** A person's word first, then the rule's. Whatever is not kept stands in the conflict. */
const judge = (
  pair: Pair,
  merging: Merging,
  contest: Contest,
  why: Conflict["why"],
  rule: Rule
): Verdict => {
  const { field, hub, remote } = pair
  const ruling = rulingOn(merging, pair)
  const side = ruling?.winner ?? winner(rule, contest, merging.policy)
  return {
    _tag: side === null ? "hold" : side === "remote" ? "take" : "give",
    conflict: { field, why, rule: ruling ? "person" : rule, winner: side, hub, remote }
  }
}

/** The remote's value goes into the hub, and from then on the two agree. */
const take = (plan: OpenPlan, pair: Pair): void => {
  plan.hub[pair.field] = pair.remote
  plan.said[pair.field] = pair.voices.remote
  settle(plan.shadow, pair.field, pair.remote, pair.remote)
}

/**
 * The hub's value is owed to the remote. Where it may not be written the two stay as they are. A
 * blank met at the first join is a head like any other, so that what is said there next is an edit.
 */
const give = (plan: OpenPlan, pair: Pair): void => {
  if (pair.writes) plan.remote[pair.field] = pair.hub
  if (!pair.joined && pair.remote === null) settle(plan.shadow, pair.field, null, null)
  else keepHeard(plan, pair)
}

const keepHeard = (plan: OpenPlan, pair: Pair): void => {
  const { at, clock } = pair.voices.remote
  const back = pair.joined && same(pair.type, pair.remote, pair.remoteHead)
  if (back) delete plan.shadow.heard[pair.field]
  else plan.shadow.heard[pair.field] = { value: pair.remote, at, clock }
}

/** Somebody emptied the set before the two ever met: which elements they meant, nobody knows. */
const emptied = (pair: Pair): boolean => !pair.joined && pair.hub === null && pair.spoken

const mergeMembers = (plan: OpenPlan, pair: Pair): void => {
  const { field, hub, remote, type } = pair
  const { heads, target } = mergeSets(
    type,
    { hub: pair.hubHead, remote: pair.remoteHead },
    { hub, remote }
  )
  if (!same(type, target.hub, hub)) {
    plan.hub[field] = target.hub
    plan.said[field] = pair.voices.remote
  }
  if (pair.writes && !same(type, target.remote, remote)) plan.remote[field] = target.remote
  if (
    !pair.joined ||
    !same(type, heads.hub, pair.hubHead) ||
    !same(type, heads.remote, pair.remoteHead)
  ) {
    settle(plan.shadow, field, heads.hub, heads.remote)
  }
}

const rulingOn = (merging: Merging, pair: Pair): Ruling | undefined => {
  const { field, hub, remote, type, voices } = pair
  const ruling = Object.hasOwn(merging.rulings, field) ? merging.rulings[field] : undefined
  if (ruling === undefined) return undefined
  if (voices.hub.at > ruling.at || voices.remote.at > ruling.at) return undefined
  return same(type, ruling.hub, hub) && same(type, ruling.remote, remote) ? ruling : undefined
}
