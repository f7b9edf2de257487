/**
 * What became of a write whose answer never came. Settled by looking at what the CRM says now,
 * against the write as it was sent; never against what we would send today. Only what the record
 * says in the words we sent counts as landed: the rest may be somebody's edit made in between.
 */
import type { FieldName, Fields, Patch } from "./Fields.ts"
import { Unreadable } from "./Fields.ts"
import { same } from "./Form.ts"
import type { FieldTypes } from "./Kinds.ts"
import { landed, noShadow, open, type Shadow, settle } from "./Shadow.ts"

export interface UpdateVerdict {
  /** Heads moved for the fields that landed, and for no other. */
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
  const arrived: { [field: FieldName]: Patch[FieldName] } = {}
  const left: Array<FieldName> = []
  for (const [field, value] of Object.entries(sent)) {
    const type = types[field]
    const said = Object.hasOwn(now, field) ? now[field] : undefined
    if (type === undefined || said === undefined || said instanceof Unreadable) left.push(field)
    else if (same(type, said, value)) arrived[field] = value
    else left.push(field)
  }
  const moved = landed(shadow, arrived, arrived, now)
  return { shadow: moved, landed: Object.keys(arrived), open: left }
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
  if (hit?.carriesOurId === true) return arrivedAs(hit, doubt.sent)
  if (now < until) return { _tag: "Wait", until }
  return hit === undefined ? { _tag: "Resend" } : arrivedAs(hit, doubt.sent)
}

const arrivedAs = ({ remoteId }: Found, sent: Patch): CreateVerdict => {
  const provisional = open(noShadow)
  for (const [field, value] of Object.entries(sent)) settle(provisional, field, value, value)
  return { _tag: "Landed", remoteId, shadow: provisional }
}
