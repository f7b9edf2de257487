/**
 * A free-form object, as Postgres can hold it, with its keys in one order. Null is "not an
 * object", or one so deep that nobody wrote it by hand.
 */
import type { Json } from "./Fields.ts"
import { storable } from "./Text.ts"

export type JsonObject = { readonly [key: string]: Json }

export const readJsonObject = (raw: Json): JsonObject | null => {
  if (raw === null || typeof raw !== "object" || Array.isArray(raw)) return null
  const read = readJson(raw, 0)
  // An object is read as an object, or not at all.
  return read === undefined ? null : (read as JsonObject)
}

/** The same for any JSON; undefined where it is too deep. */
export const storableJson = (raw: Json): Json | undefined => readJson(raw, 0)

const deepest = 64

const readJson = (raw: Json, depth: number): Json | undefined => {
  if (typeof raw === "string") return storable(raw)
  if (typeof raw === "number") return Number.isFinite(raw) ? raw + 0 : undefined
  if (raw === null || typeof raw === "boolean") return raw
  if (depth === deepest || typeof raw !== "object") return undefined
  if (Array.isArray(raw)) {
    const items: Array<Json> = []
    for (const each of raw) {
      const item = readJson(each, depth + 1)
      if (item === undefined) return undefined
      items.push(item)
    }
    return items
  }
  return readMembers(raw as JsonObject, depth)
}

const readMembers = (raw: JsonObject, depth: number): JsonObject | undefined => {
  const members = new Map<string, Json>()
  for (const key of Object.keys(raw).sort()) {
    const value = raw[key] === undefined ? undefined : readJson(raw[key], depth + 1)
    if (value === undefined) return undefined
    const name = storable(key)
    if (!members.has(name)) members.set(name, value)
  }
  // Not by assignment: a key may be called `__proto__`.
  return Object.fromEntries([...members].sort(([a], [b]) => (a < b ? -1 : 1)))
}
