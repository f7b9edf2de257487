/**
 * An email address: trimmed, NFC, lower case, its domain in ASCII, without comments, display name
 * or quotes it does not need. An invalid one is kept as given and is no key.
 *
 * What mail servers accept is accepted (RFC 5321, and the deprecated spellings of RFC 5322).
 */

import { readHost } from "./Host.ts"
import { readMailbox } from "./Mailbox.ts"
import { nfc, trimmed } from "./Nfc.ts"
import { isPlaceholder, isShared, sharedNames } from "./SharedMailbox.ts"

export type Email =
  | {
      readonly state: "valid"
      readonly normal: string
      readonly local: string
      readonly domain: string
    }
  | { readonly state: "invalid"; readonly normal: string; readonly reason: string }

export const readEmail = (raw: string): Email => {
  // 64 is the longest local part and one more than the longest label, so neither need be counted.
  if (raw.length > 64 || !plain.test(raw)) return readAnyEmail(raw)
  const normal = raw.toLowerCase()
  const at = normal.indexOf("@")
  return { state: "valid", normal, local: normal.slice(0, at), domain: normal.slice(at + 1) }
}

/** What identifies a person: null for invalid, shared and placeholder addresses. */
export const emailKey = (raw: string, shared: ReadonlySet<string> = sharedNames): string | null => {
  const email = readEmail(raw)
  if (email.state === "invalid") return null
  return isShared(email, shared) || isPlaceholder(email) ? null : email.normal
}

/** The same answers as `readEmail`, without its short cut. */
export const readAnyEmail = (raw: string): Email => {
  const text = nfc(raw)
  const invalid = (reason: string): Email => ({ state: "invalid", normal: text, reason })
  const address = addressIn(trimmed(text))
  if (address === null) return invalid("names more than one address")
  const mailbox = readMailbox(address)
  if (typeof mailbox === "string") return invalid(mailbox)
  const { literal, local } = mailbox
  if (octets(local) > 64) return invalid("has more than 64 octets before the @")
  const domain = literal ? mailbox.domain : readHost(mailbox.domain)
  if (domain === null) return invalid("has no host name after the @")
  const normal = `${local}@${domain}`
  if (octets(normal) > 254) return invalid("has more than 254 octets")
  return { state: "valid", normal, local, domain }
}

const plain = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*$/i

const octets = (text: string): number => Buffer.byteLength(text)

/** `Ann Lee <ann@x.com>` and `mailto:ann@x.com?subject=Hi` hold one address each. */
const addressIn = (text: string): string | null => {
  const open = text.endsWith(">") ? text.lastIndexOf("<") : -1
  if (open === -1) return withoutScheme(text)
  const address = trimmed(text.slice(open + 1, -1))
  const name = trimmed(text.slice(0, open)).replace(/^(["'])(.*)\1$/s, "$2")
  // Many exports repeat the address as its name; a different one is a second address.
  if (name.includes("@") && name.toLowerCase() !== address.toLowerCase()) return null
  return withoutScheme(address)
}

const withoutScheme = (text: string): string => {
  if (!/^mailto:/i.test(text)) return text
  const [written = ""] = text.slice("mailto:".length).split("?", 1)
  try {
    return trimmed(nfc(decodeURIComponent(written)))
  } catch {
    return written
  }
}
