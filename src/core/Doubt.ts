/**
 * What became of a write whose answer never came. Settled by looking at what the CRM says now,
 * against the write as it was sent; never against what we would send today. Only what the record
 * says in the words we sent, or in a CRM's spelling of them, counts as landed: the rest may be
 * somebody's edit made in between.
 */
import { settleMembers } from "./Elements.ts"
import type { FieldName, Fields, Patch, Value } from "./Fields.ts"
import { Unreadable } from "./Fields.ts"
import { isPhone, same } from "./Form.ts"
import type { FieldType, FieldTypes } from "./Kinds.ts"
import { isSet } from "./Kinds.ts"
import { agreed, noShadow, type OpenShadow, open, type Shadow, settle } from "./Shadow.ts"

export interface UpdateVerdict {
  /** Heads moved for the fields that landed, and of sets for the elements that did. */
  readonly shadow: Shadow
  readonly landed: ReadonlyArray<FieldName>
  /** Still owed, or changed by somebody else: the next merge decides. */
  readonly open: ReadonlyArray<FieldName>
}

export const settleUpdate = (
  types: FieldTypes,
  shadow: Shadow,
  sent: Patch,
  now: Fields
): UpdateVerdict => {
  const moved = open(shadow)
  const arrived: Array<FieldName> = []
  const left: Array<FieldName> = []
  for (const [field, value] of Object.entries(sent)) {
    const type = types[field]
    const said = saidOf(now, field)
    const whole = type !== undefined && said !== undefined && lands(moved, field, type, value, said)
    if (whole) arrived.push(field)
    else left.push(field)
  }
  return { shadow: moved, landed: arrived, open: left }
}

export type CreateVerdict =
  /** Too early to look: the request may still arrive, or the search may not show it yet. */
  | { readonly _tag: "Wait"; readonly until: number }
  /** It is there. What it says where it differs from what was sent counts as an edit of theirs. */
  | { readonly _tag: "Landed"; readonly remoteId: string; readonly shadow: Shadow }
  /** It never arrived, and it can no longer arrive: send it again. */
  | { readonly _tag: "Resend" }
  /** More than one record fits: a person has to say which. */
  | { readonly _tag: "Ambiguous"; readonly remoteIds: ReadonlyArray<string> }

export interface CreateInDoubt {
  readonly sent: Patch
  /** When the last attempt left; refreshed before every attempt. */
  readonly sentAt: number
  /** The longest a request may be under way, or hidden from the CRM's own search. */
  readonly patience: number
}

/** A record that carries our own id, or fits by match key and is linked to nobody else. */
export interface Found {
  readonly remoteId: string
  readonly fields: Fields
  readonly carriesOurId: boolean
}

/** `found` is what a search says at `now`; leave it out to learn how long to wait. */
export const settleCreate = (
  types: FieldTypes,
  doubt: CreateInDoubt,
  now: number,
  found: ReadonlyArray<Found>
): CreateVerdict => {
  const until = doubt.sentAt + doubt.patience
  const ours = found.filter(({ carriesOurId }) => carriesOurId)
  const [hit, ...others] = ours.length > 0 ? ours : found
  if (hit !== undefined && others.length > 0) {
    const remoteIds = [hit, ...others].map(({ remoteId }) => remoteId).sort()
    return { _tag: "Ambiguous", remoteIds }
  }
  // Our own id proves the write; a look-alike found early might be somebody else's.
  if (hit?.carriesOurId === true) return arrivedAs(types, hit, doubt.sent)
  if (now < until) return { _tag: "Wait", until }
  return hit === undefined ? { _tag: "Resend" } : arrivedAs(types, hit, doubt.sent)
}

const arrivedAs = (types: FieldTypes, hit: Found, sent: Patch): CreateVerdict => {
  const provisional = open(noShadow)
  for (const [field, value] of Object.entries(sent)) {
    const type = types[field]
    const said = saidOf(hit.fields, field)
    // What a set lacks may have found no room, so only what is there has come there.
    const base = type !== undefined && said !== undefined && isSet(type) ? null : value
    settle(provisional, field, base, base)
    if (type !== undefined && said !== undefined) lands(provisional, field, type, value, said)
  }
  return { _tag: "Landed", remoteId: hit.remoteId, shadow: provisional }
}

/** Undefined where the record says nothing, or nothing that could be read. */
const saidOf = (fields: Fields, field: FieldName): Value | null | undefined => {
  const said = Object.hasOwn(fields, field) ? fields[field] : undefined
  return said instanceof Unreadable ? undefined : said
}

/** Moves the heads as far as the write is seen to have landed; says whether all of it did. */
const lands = (
  shadow: OpenShadow,
  field: FieldName,
  type: FieldType,
  sent: Value | null,
  said: Value | null
): boolean => {
  const whole = same(type, said, sent)
  const joined = agreed(shadow, field)
  const head = {
    hub: (joined ? shadow.hub[field] : null) ?? null,
    remote: (joined ? shadow.remote[field] : null) ?? null
  }
  if (isSet(type)) {
    const { hub, remote } = settleMembers(type, head, sent, said)
    if (joined || whole) settle(shadow, field, hub, remote)
    return whole
  }
  // What it said before the write left is no spelling of the write.
  const heard = Object.hasOwn(shadow.heard, field) ? shadow.heard[field] : undefined
  const old = same(type, said, head.remote) || (heard && same(type, said, heard.value))
  if (!whole && (old || !respells(type, sent, said))) return false
  settle(shadow, field, sent, said)
  return true
}

/** Could a CRM have made this of what it was sent: other capitals, an end cut off? */
const respells = (type: FieldType, sent: Value | null, said: Value | null): boolean => {
  if (isPhone(sent) && isPhone(said)) {
    return sent.e164 !== null && sent.e164 === said.e164 && said.extension === null
  }
  if (type !== "text" && type !== "name") return false
  if (typeof sent !== "string" || typeof said !== "string") return false
  const [ours, theirs] = [worded(sent), worded(said)]
  return theirs === ours || (theirs.length >= shortestColumn && ours.startsWith(theirs))
}

const worded = (text: string): string =>
  text.normalize("NFKC").replace(/\s+/gu, " ").trim().toLowerCase()

/** Few CRMs cut a text shorter than this, and people who shorten one mostly do. */
const shortestColumn = 20
