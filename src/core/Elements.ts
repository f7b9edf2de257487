/**
 * Three-way merge of a field that holds a set: element by element, so that two people adding two
 * tags both get their way. An element one side added survives whatever the other side did to it.
 */
import type { Value } from "./Fields.ts"
import { elements } from "./Form.ts"
import type { FieldType } from "./Kinds.ts"

export interface SetSides {
  readonly hub: Value | null
  readonly remote: Value | null
}

export interface MergedSet {
  /** What each side should say. They may differ where the heads did: a CRM may hold fewer. */
  readonly target: SetSides
  /**
   * The heads, moved for every element on which hub and remote will agree once the hub's half is
   * written, and left alone for every element still owed to the remote.
   */
  readonly heads: SetSides
}

type Members = Map<string, string>

export const mergeSets = (type: FieldType, head: SetSides, now: SetSides): MergedSet => {
  const members = (value: Value | null): Members => new Map(elements(type, value))
  const was = { hub: members(head.hub), remote: members(head.remote) }
  const is = { hub: members(now.hub), remote: members(now.remote) }
  const target = { hub: members(now.hub), remote: members(now.remote) }
  const heads = { hub: members(head.hub), remote: members(head.remote) }

  for (const form of new Set([
    ...was.hub.keys(),
    ...was.remote.keys(),
    ...is.hub.keys(),
    ...is.remote.keys()
  ])) {
    const hubMove = move(was.hub, is.hub, form)
    const remoteMove = move(was.remote, is.remote, form)
    const verdict =
      hubMove === "added" || remoteMove === "added" ? "added" : (hubMove ?? remoteMove)
    if (verdict === undefined) continue

    const spelling = is.hub.get(form) ?? is.remote.get(form) ?? form
    for (const side of ["hub", "remote"] as const) {
      if (verdict === "added") target[side].set(form, is[side].get(form) ?? spelling)
      else target[side].delete(form)
    }
    if (target.hub.has(form) !== is.remote.has(form)) continue
    for (const side of ["hub", "remote"] as const) {
      if (verdict === "added") heads[side].set(form, target[side].get(form) ?? spelling)
      else heads[side].delete(form)
    }
  }
  return {
    target: { hub: toValue(target.hub), remote: toValue(target.remote) },
    heads: { hub: toValue(heads.hub), remote: toValue(heads.remote) }
  }
}

/**
 * The heads after a write whose answer was lost, told by what the remote says now. Where one of the
 * elements we added is there, all of the set was written: what is missing then is not somebody's
 * removal but has to be sent again, and the answer will say whether there is room for it.
 */
export const settleMembers = (
  type: FieldType,
  head: SetSides,
  sent: Value | null,
  now: Value | null
): SetSides => {
  const [meant, is] = [elements(type, sent), elements(type, now)]
  const was = elements(type, head.remote)
  const heads = { hub: new Map(elements(type, head.hub)), remote: new Map(was) }
  const written = [...meant.keys()].some((form) => is.has(form) && !was.has(form))
  for (const form of new Set([...meant.keys(), ...was.keys()])) {
    const spelling = is.get(form)
    if (spelling === undefined) {
      if (meant.has(form) && !written) continue
      heads.hub.delete(form)
      heads.remote.delete(form)
    } else if (!was.has(form)) {
      heads.hub.set(form, meant.get(form) ?? spelling)
      heads.remote.set(form, spelling)
    }
  }
  return { hub: toValue(heads.hub), remote: toValue(heads.remote) }
}

const move = (was: Members, is: Members, form: string): "added" | "dropped" | undefined =>
  was.has(form) === is.has(form) ? undefined : is.has(form) ? "added" : "dropped"

/** A set without elements is a field without a value. */
const toValue = (members: Members): ReadonlyArray<string> | null =>
  members.size === 0
    ? null
    : [...members].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, spelling]) => spelling)
