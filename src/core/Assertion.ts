/**
 * What somebody outside says of a contact, read: in normal form, with what it may be recognised
 * by, or the one sentence that says why it cannot be taken. What comes out right fits into the
 * hub, so no row is refused by the database that was accepted here.
 */
import * as Either from "effect/Either"
import { domainKey } from "./Domain.ts"
import { readEmail } from "./Email.ts"
import { type FieldName, type Json, type Patch, Unreadable, type Value } from "./Fields.ts"
import type { Identity } from "./Fold.ts"
import { isPhone } from "./Form.ts"
import { isId } from "./Id.ts"
import { keysOf, type Shared } from "./Keys.ts"
import { normalise } from "./Normalise.ts"

export interface Told {
  readonly [name: string]: Json | undefined
}

export interface Reading {
  /** Where national phone numbers are at home, in order. */
  readonly regions: ReadonlyArray<string>
  readonly shared: Shared
}

export interface ReadContact {
  /** With its clears: null where null was said. */
  readonly fields: Patch
  /** The company by its domain; null where none was named that says whose it is. */
  readonly domain: string | null
}

export const readContact = (
  told: Told,
  { regions }: Reading
): Either.Either<ReadContact, string> => {
  const fields: { [name: FieldName]: Value | null } = {}
  for (const [name, value] of Object.entries(normalise("contact", told, regions))) {
    if (value instanceof Unreadable) return Either.left(`${name} ${value.reason}.`)
    const wrong = value === null ? null : misfit(name, value)
    if (wrong !== null) return Either.left(`${name} ${wrong}.`)
    fields[name] = value
  }
  const domain = told["company_domain"]
  if (domain !== undefined && domain !== null && typeof domain !== "string") {
    return Either.left("company_domain is not a domain.")
  }
  return Either.right({ fields, domain: domain ? domainKey(domain) : null })
}

/** An assert clears nothing: null is nothing said. */
export const withoutClears = (fields: Patch): Patch =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

export const identityOf = (fields: Patch, { shared }: Reading): Identity => {
  const { email, linkedin } = keysOf("contact", fields, shared)
  const address = fields["work_email"]
  const many = email === null && typeof address === "string" ? readEmail(address) : null
  return { first: email, linkedin, shared: many?.state === "valid" ? many.normal : null }
}

/** What an index holds must fit on its page; an id must be one. */
const misfit = (name: FieldName, value: Value): string | null => {
  if (name === "company_id") {
    return typeof value === "string" && isId(value) ? null : "is not an id"
  }
  const text = isPhone(value) ? value.raw : value
  if (typeof text !== "string") return null
  const most = long.has(name) ? 100_000 : 500
  return text.length > most ? `is longer than ${most} characters` : null
}

const long = new Set(["address", "about", "notes", "twitter_url", "facebook_url"])
