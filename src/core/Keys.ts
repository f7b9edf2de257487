/**
 * What a contact, company or deal may be recognised by. A value that is no key (invalid, shared
 * by many, a placeholder, a free-mail domain) is null here, and nothing ever matches by null.
 */
import { domainKey } from "./Domain.ts"
import { emailKey } from "./Email.ts"
import type { FieldName, Fields } from "./Fields.ts"
import { isPhone } from "./Form.ts"
import type { Kind } from "./Kinds.ts"
import { linkedinKey } from "./LinkedIn.ts"
import { foldName } from "./PersonName.ts"
import { phoneKey } from "./Phone.ts"

export interface Keys {
  readonly email: string | null
  readonly linkedin: string | null
  readonly domain: string | null
  readonly phones: ReadonlyArray<string>
  /** Folded, and blank where it is not known. */
  readonly firstName: string | null
  /** Folded; a phone is nobody's alone, so it counts only together with this. */
  readonly lastName: string | null
  /** A deal's name within its company. */
  readonly name: string | null
}

/** What many people share: addresses by their local part, numbers by their E.164. */
export interface Shared {
  readonly addresses: ReadonlySet<string>
  readonly phones: ReadonlySet<string>
}

/** `fields` are in normal form. */
export const keysOf = (kind: Kind, fields: Fields, shared: Shared): Keys => {
  const text = (field: FieldName): string | null => {
    const value = Object.hasOwn(fields, field) ? fields[field] : null
    return typeof value === "string" && value !== "" ? value : null
  }
  const key = (field: FieldName, toKey: (text: string) => string | null): string | null => {
    const value = text(field)
    return value === null ? null : toKey(value)
  }
  if (kind === "contact") {
    return {
      ...none,
      email: key("work_email", (it) => emailKey(it, shared.addresses)),
      linkedin: key("linkedin_url", (it) => linkedinKey(it, "person")),
      phones: phonesOf(fields, shared),
      firstName: text("first_name"),
      lastName: key("last_name", folded)
    }
  }
  if (kind === "company") {
    return {
      ...none,
      domain: key("domain", domainKey),
      linkedin: key("linkedin_url", (it) => linkedinKey(it, "company"))
    }
  }
  const name = key("name", folded)
  return { ...none, name: name === null ? null : `${text("company_id") ?? ""}|${name}` }
}

const none: Keys = {
  email: null,
  linkedin: null,
  domain: null,
  phones: [],
  firstName: null,
  lastName: null,
  name: null
}

const folded = (name: string): string | null => {
  const form = foldName(name)
  return form === "" ? null : form
}

const phonesOf = (fields: Fields, shared: Shared): ReadonlyArray<string> => {
  const phones = new Set<string>()
  for (const field of ["direct_phone", "mobile_phone"]) {
    const value = Object.hasOwn(fields, field) ? fields[field] : null
    const key = isPhone(value) ? phoneKey(value) : null
    if (key !== null && !shared.phones.has(key)) phones.add(key)
  }
  return [...phones].sort()
}
