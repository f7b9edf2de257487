/**
 * Brings what a side says into normal form, one rule per type of field. Total: whatever comes
 * comes out as a value, as cleared, or as unreadable with its reason, and a field that is absent
 * stays absent. What is in normal form already comes out as it is.
 */
import { isCountry, readCountry } from "./Country.ts"
import { readDomain } from "./Domain.ts"
import { readEmail } from "./Email.ts"
import { type FieldName, type Fields, type Json, Unreadable, type Value } from "./Fields.ts"
import { isPhone } from "./Form.ts"
import { readInstant } from "./Instant.ts"
import { readJsonObject, storableJson } from "./JsonObject.ts"
import { type FieldType, type FieldTypes, fieldsOf, type Kind } from "./Kinds.ts"
import { readLinkedIn } from "./LinkedIn.ts"
import { readInteger, readMoney } from "./Numeral.ts"
import { readName } from "./PersonName.ts"
import { readPhone } from "./Phone.ts"
import type { Network } from "./Profile.ts"
import { readSet } from "./Sets.ts"
import { readText } from "./Text.ts"
import { readBoolean } from "./Truth.ts"
import { readUrl } from "./Url.ts"

/** Part of every lane's fingerprint: raise it when a rule changes, and records are read again. */
export const normaliserVersion = 1

/** Any JSON, also where the field asks for something else, and values that were read before. */
export type Told = Json | Value | Unreadable

/**
 * Fields the kind does not have are dropped: mapping comes before. National phone numbers are
 * read as of the record's own country, then of `regions`.
 */
export const normalise = (
  kind: Kind,
  fields: { readonly [name: FieldName]: Told | undefined },
  regions: ReadonlyArray<string>
): Fields => {
  const types = typesOf[kind]
  const normal: { [name: FieldName]: Value | null | Unreadable } = {}
  let ladder: ReadonlyArray<string> | undefined
  for (const name of Object.keys(fields)) {
    const told = fields[name]
    const type = types.get(name)
    if (told === undefined || type === undefined) continue
    if (type === "phone") ladder ??= [...homeOf(fields["country"]), ...regions]
    const network = type === "url" ? networks.get(name) : undefined
    normal[name] = normalValue(type, told, ladder ?? regions, network)
  }
  return normal
}

const mapOf = (types: FieldTypes): ReadonlyMap<FieldName, FieldType> =>
  new Map(Object.entries(types))

const typesOf: { readonly [K in Kind]: ReadonlyMap<FieldName, FieldType> } = {
  contact: mapOf(fieldsOf.contact),
  company: mapOf(fieldsOf.company),
  deal: mapOf(fieldsOf.deal)
}

/** With `network`, "@ann" is understood as her profile there. */
export const normalValue = (
  type: FieldType,
  told: Told,
  regions: ReadonlyArray<string>,
  network?: Network
): Value | null | Unreadable => {
  if (typeof told === "string") return fromText(type, readText(told), regions, network)
  if (told === null || told instanceof Unreadable) return told
  if (type === "phone" && isPhone(told)) return told
  // What is left is JSON: only the interface Phone hides it from the compiler.
  const json = told as Json
  if (typeof json === "number") return fromNumber(type, json, regions)
  if (typeof json === "boolean") return type === "boolean" ? json : misfit(type, json)
  return fromStructure(type, json)
}

/** Fields where a handle is understood. */
const networks: ReadonlyMap<FieldName, Network> = new Map([
  ["twitter_url", "x.com"],
  ["facebook_url", "facebook.com"]
])

const homeOf = (country: Told | undefined): ReadonlyArray<string> => {
  if (typeof country !== "string" && typeof country !== "number") return []
  if (typeof country === "string" && isCountry(country)) return [country]
  const home = normalValue("country", country, [])
  return typeof home === "string" && isCountry(home) ? [home] : []
}

const fromText = (
  type: FieldType,
  text: string,
  regions: ReadonlyArray<string>,
  network?: Network
): Value | null | Unreadable => {
  if (text === "") return null
  switch (type) {
    case "text":
    case "enum":
    case "reference":
      return text
    case "name":
      return readName(text) || null
    case "email":
      return readEmail(text).normal
    case "phone":
      return readPhone(text, regions)
    case "url":
      return readUrl(text, network).normal
    case "linkedin-person":
      return readLinkedIn(text, "person").normal
    case "linkedin-company":
      return readLinkedIn(text, "company").normal
    case "domain":
      return readDomain(text).normal
    case "country":
      return readCountry(text).normal
    case "integer":
      return readInteger(text) ?? misfit(type, text)
    case "money":
      return readMoney(text) ?? misfit(type, text)
    case "boolean":
      return readBoolean(text) ?? misfit(type, text)
    case "instant":
      return readInstant(text) ?? misfit(type, text)
    case "email-set":
    case "tag-set":
    case "json":
      return fromStructure(type, text)
  }
}

/** Vendors write codes and numbers of all kinds now as a number, now as text. */
const fromNumber = (
  type: FieldType,
  count: number,
  regions: ReadonlyArray<string>
): Value | Unreadable => {
  switch (type) {
    case "integer":
      return readInteger(count) ?? misfit(type, count)
    case "money":
      return readMoney(count) ?? misfit(type, count)
    case "boolean":
      return readBoolean(count) ?? misfit(type, count)
    case "instant":
      return readInstant(count) ?? misfit(type, count)
    case "text":
    case "enum":
    case "reference":
    case "country":
    case "phone":
      return Number.isFinite(count)
        ? (fromText(type, String(count), regions) ?? misfit(type, count))
        : misfit(type, count)
    default:
      return misfit(type, count)
  }
}

/** A set without members and an object without keys say what null says. */
const fromStructure = (type: FieldType, json: Json): Value | null | Unreadable => {
  if (type === "email-set" || type === "tag-set") {
    const members = readSet(type, json)
    return members === null ? misfit(type, json) : members.length === 0 ? null : members
  }
  if (type !== "json") return misfit(type, json)
  const object = readJsonObject(json)
  return object === null ? misfit(type, json) : Object.keys(object).length === 0 ? null : object
}

const misfit = (type: FieldType, raw: Json): Unreadable =>
  new Unreadable(storableJson(raw) ?? "(too deep to show)", `is not ${wanted[type]}`)

const wanted: { readonly [T in FieldType]: string } = {
  text: "a text",
  name: "a name",
  email: "an email address",
  "email-set": "a list of email addresses",
  phone: "a phone number",
  url: "a URL",
  "linkedin-person": "a URL",
  "linkedin-company": "a URL",
  domain: "a domain",
  country: "a country",
  enum: "one of a list of words",
  integer: "a whole number",
  money: "an amount",
  boolean: "yes or no",
  instant: "a date or a time",
  reference: "the id of another record",
  "tag-set": "a list of tags",
  json: "an object"
}
