/**
 * What we make of a text on its own, told in full: its kind, its normal form, and what that form
 * is made of. Total. A text without a normal form has `null` there and, where we know, a reason.
 */
import { readCountry } from "./Country.ts"
import { readDomain } from "./Domain.ts"
import { readEmail } from "./Email.ts"
import type { Json } from "./Fields.ts"
import { isFreeMail } from "./FreeMail.ts"
import { readInstant } from "./Instant.ts"
import { readLinkedIn } from "./LinkedIn.ts"
import { splitName } from "./NameParts.ts"
import { readInteger, readMoney } from "./Numeral.ts"
import { readName } from "./PersonName.ts"
import { phoneDetails, readPhone, understandPhone } from "./Phone.ts"
import { isShared, sharedNames } from "./SharedMailbox.ts"
import { readText } from "./Text.ts"
import type { TextKind } from "./TextKinds.ts"
import { readBoolean } from "./Truth.ts"
import { readUrl } from "./Url.ts"

interface Found {
  readonly normal: string | number | boolean | null
  readonly state: string
  readonly [detail: string]: Json
}

export interface Understanding extends Found {
  readonly input: string
  readonly kind: TextKind
}

/** Without a kind, the likeliest is taken. `regions` is where national phone numbers are dialled. */
export const understand = (
  input: string,
  kind: TextKind | undefined,
  regions: ReadonlyArray<string>
): Understanding => {
  const text = readText(input)
  const as = kind ?? guess(text, regions)
  return { input, kind: as, ...readers[as](text, regions) }
}

const guess = (text: string, regions: ReadonlyArray<string>): TextKind => {
  if (/linkedin\./i.test(text) && readLinkedIn(text).state === "valid") return "linkedin"
  if (/^https?:\/\//i.test(text)) return "url"
  const oneWord = !/\s/.test(text)
  if (text.includes("@") && (oneWord || readEmail(text).state === "valid")) return "email"
  if (/^\d{4}-\d\d-\d\d/.test(text) && readInstant(text) !== null) return "instant"
  if (/\d/.test(text) && readPhone(text, regions).state !== "unparsable") return "phone"
  if (readDomain(text).state === "valid") return /[/?#]/.test(text) ? "url" : "domain"
  if (readCountry(text).state === "valid") return "country"
  if (/^\+?[\d\s()./-]{5,}$/.test(text)) return "phone"
  return /^[\p{L}\p{M}\s'’.,-]{1,100}$/u.test(text) ? "name" : "text"
}

type Reader = (text: string, regions: ReadonlyArray<string>) => Found

const readers: { readonly [K in TextKind]: Reader } = {
  phone: (text, regions) => {
    const phone = readPhone(text, regions)
    const { e164, extension, region, state } = phone
    const details = phoneDetails(phone)
    if (details === null) return { normal: null, state, reason: whyNoPhone(text, regions) }
    const { international, national, type } = details
    return { normal: e164, state, e164, region, national, international, type, extension }
  },
  email: (text) => {
    const email = readEmail(text)
    if (email.state === "invalid") return refused(email)
    const { domain, local, normal } = email
    const shared = isShared(email, sharedNames)
    return { normal, state: "valid", local, domain, freeMail: isFreeMail(domain), shared }
  },
  url: (text) => {
    const url = readUrl(text)
    if (url.state === "invalid") return refused(url)
    const domain = readDomain(url.normal)
    return { ...url, domain: domain.state === "valid" ? domain.normal : null }
  },
  linkedin: (text) => {
    const page = readLinkedIn(text, "person")
    if (page.state !== "valid") return refused(page)
    return { normal: page.normal, state: "valid", of: page.kind, slug: page.slug }
  },
  domain: (text) => {
    const domain = readDomain(text)
    if (domain.state === "invalid") return refused(domain)
    return { ...domain, freeMail: isFreeMail(domain.normal) }
  },
  country: (text) => {
    const { normal, state } = readCountry(text)
    return { normal: state === "valid" ? normal : null, state }
  },
  name: (text) => {
    const normal = readName(text)
    const { first, last, prefix, suffix } = splitName(text)
    return { ...orNothing(normal || null), first, last, prefix, suffix }
  },
  text: (text) => orNothing(text || null),
  integer: (text) => orNothing(readInteger(text)),
  money: (text) => orNothing(readMoney(text)),
  boolean: (text) => orNothing(readBoolean(text)),
  instant: (text) => orNothing(readInstant(text))
}

const whyNoPhone = (text: string, regions: ReadonlyArray<string>): string => {
  const said = understandPhone(text, regions)
  return said === null
    ? "holds no number, or none that can be told without a country"
    : `may mean +${said.callingCode} ${said.national}, which is too short, too long or too unclear`
}

const orNothing = (normal: Found["normal"]): Found => ({
  normal,
  state: normal === null ? "unreadable" : "valid"
})

const refused = ({ reason, state }: { state: string; reason: string }): Found => ({
  normal: null,
  state,
  reason
})
