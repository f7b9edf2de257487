/**
 * The shadow of a link: what each side said when the two last agreed, field by field. Two heads,
 * because a CRM respells what it is sent, and a side has moved only when it no longer says what
 * its own head says. A head never moves for a field that is still owed to the other side.
 */
import type { FieldName, Fields, Patch, Value } from "./Fields.ts"
import { Unreadable } from "./Fields.ts"

export interface Heads {
  readonly [name: FieldName]: Value | null
}

/** What the remote has been heard saying while the field is still in contention. */
export interface Heard {
  readonly value: Value | null
  readonly at: number
  readonly clock: number | null
}

export interface Shadow {
  readonly hub: Heads
  readonly remote: Heads
  /**
   * Only fields that the two sides have not agreed on yet. Reading the same words again is not
   * saying them again: without this note `newest` would change its mind at every second look.
   */
  readonly heard: { readonly [name: FieldName]: Heard }
}

export const noShadow: Shadow = { hub: {}, remote: {}, heard: {} }

export const agreed = (shadow: Shadow, field: FieldName): boolean =>
  Object.hasOwn(shadow.hub, field) && Object.hasOwn(shadow.remote, field)

/**
 * After a write landed: the hub's head takes what was sent, the remote's head takes the spelling
 * the CRM answered with. A field the answer leaves out is taken as it was sent.
 */
export const landed = (shadow: Shadow, sent: Patch, hub: Fields, answer: Fields): Shadow => {
  const next = open(shadow)
  for (const [field, value] of Object.entries(sent)) {
    const ours = Object.hasOwn(hub, field) ? hub[field] : value
    const theirs = Object.hasOwn(answer, field) ? answer[field] : value
    settle(next, field, plain(ours, value), plain(theirs, value))
  }
  return next
}

/** A copy that may be written to, by the merge and nobody else. */
export interface OpenShadow extends Shadow {
  readonly hub: { [name: FieldName]: Value | null }
  readonly remote: { [name: FieldName]: Value | null }
  readonly heard: { [name: FieldName]: Heard }
}

export const open = (shadow: Shadow): OpenShadow => ({
  hub: { ...shadow.hub },
  remote: { ...shadow.remote },
  heard: { ...shadow.heard }
})

export const settle = (
  shadow: OpenShadow,
  field: FieldName,
  hub: Value | null,
  remote: Value | null
): void => {
  shadow.hub[field] = hub
  shadow.remote[field] = remote
  delete shadow.heard[field]
}

const plain = (
  said: Value | null | Unreadable | undefined,
  otherwise: Value | null
): Value | null => (said === undefined || said instanceof Unreadable ? otherwise : said)
