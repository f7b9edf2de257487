/**
 * When two values of a field are the same. The form of a value in normal form is a string: the
 * same form, the same value, for a merge and for everything else that compares.
 *
 * Case is significant in texts and names, because correcting it is an edit. It is not in tags,
 * because most CRMs hold "VIP" and "vip" to be one tag.
 */
import type { Json, Phone, Value } from "./Fields.ts"
import type { FieldType } from "./Kinds.ts"
import { isSet } from "./Kinds.ts"
import { urlForm } from "./Url.ts"

/** Nothing has the empty form, and no value has it. A set without elements is nothing. */
export const formOf = (type: FieldType, value: Value | null): string => {
  if (value === null) return ""
  if (isSet(type)) return setForm(elements(type, value))
  if (type === "phone") return isPhone(value) ? phoneForm(value) : `?${canonical(value as Json)}`
  if (typeof value === "string") return `=${textForm(type, value)}`
  // A value is JSON: only the interface Phone hides it from the compiler.
  return `=${canonical(value as Json)}`
}

export const same = (type: FieldType, a: Value | null, b: Value | null): boolean => {
  if (a === b) return true
  if (typeof a === "string" && typeof b === "string") return textForm(type, a) === textForm(type, b)
  return formOf(type, a) === formOf(type, b)
}

/** The members of a set by their form, each in the spelling it was given. */
export const elements = (type: FieldType, value: Value | null): ReadonlyMap<string, string> => {
  const members = new Map<string, string>()
  if (value === null) return members
  const spellings = Array.isArray(value) ? value : typeof value === "string" ? [value] : []
  for (const spelling of spellings) {
    if (typeof spelling !== "string") continue
    const form = elementForm(type, spelling)
    if (!members.has(form)) members.set(form, spelling)
  }
  return members
}

export const elementForm = (type: FieldType, spelling: string): string =>
  type === "tag-set" ? spelling.toLowerCase() : spelling

/** JSON with its keys in one order, however they were given. */
export const canonical = (json: Json): string => {
  if (Array.isArray(json)) return `[${json.map(canonical).join(",")}]`
  if (json === null || typeof json !== "object") return JSON.stringify(json)
  const object = json as { readonly [key: string]: Json }
  const members = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key] ?? null)}`)
  return `{${members.join(",")}}`
}

export const isPhone = (value: unknown): value is Phone =>
  typeof value === "object" &&
  value !== null &&
  "raw" in value &&
  typeof value.raw === "string" &&
  "e164" in value &&
  isTextOrNull(value.e164) &&
  "state" in value &&
  (value.state === "valid" || value.state === "possible" || value.state === "unparsable") &&
  "region" in value &&
  isTextOrNull(value.region) &&
  "extension" in value &&
  isTextOrNull(value.extension)

const isTextOrNull = (value: unknown): value is string | null =>
  value === null || typeof value === "string"

/** A CRM that re-punctuates a number it cannot read has not changed it. */
const phoneForm = ({ e164, extension, raw }: Phone): string => {
  if (e164 !== null) return `=${e164}${extension === null ? "" : `;ext=${extension}`}`
  const written = raw.length > 250 ? raw : raw.normalize("NFKC").trim()
  const digits = /^[\d\s()+./‐-―-]+$/.test(written) ? written.replace(/\D/g, "") : ""
  return digits === "" ? `?${written}` : `#${digits}`
}

const setForm = (members: ReadonlyMap<string, string>): string =>
  members.size === 0 ? "" : `=${JSON.stringify([...members.keys()].sort())}`

/**
 * One CRM keeps a closing date, another the midnight it begins at: they agree. So do two
 * spellings of a web address that lead to the same page.
 */
const textForm = (type: FieldType, value: string): string => {
  if (type === "url") return urlForm(value)
  return type === "instant" && value.length === 10 ? `${value}T00:00:00.000Z` : value
}
