/**
 * A LinkedIn page of a person or an organisation, in one form however it was written:
 * `https://linkedin.com/in/ann-lee`, `https://linkedin.com/company/acme`. Slugs are lower case,
 * as LinkedIn holds them equal, and percent-encoded, as a URL must be.
 *
 * Schools and showcases are organisations: LinkedIn forwards `/company/<their slug>` to them, so
 * that is their form as well. Pages that name nobody (Sales Navigator, posts, jobs) are `other`;
 * what is not on LinkedIn is `invalid`; both are kept as given and are no keys.
 */
import { nfc, trimmed } from "./Nfc.ts"

export type LinkedInKind = "person" | "company"

export type LinkedIn =
  | {
      readonly state: "valid"
      readonly normal: string
      readonly kind: LinkedInKind
      readonly slug: string
    }
  | { readonly state: "other" | "invalid"; readonly normal: string; readonly reason: string }

/** With `expected: "person"` a bare handle is understood where LinkedIn itself made it. */
export const readLinkedIn = (raw: string, expected?: LinkedInKind): LinkedIn => {
  const usual = plain.exec(raw)
  if (usual === null) return readAnyLinkedIn(raw, expected)
  const [, section, slug = ""] = usual
  if (slug.length > longestSlug) return readAnyLinkedIn(raw, expected)
  return page(section === "in" ? "person" : "company", slug, slug, raw)
}

export const linkedinKey = (raw: string, kind: LinkedInKind): string | null => {
  const linkedin = readLinkedIn(raw, kind)
  return linkedin.state === "valid" && linkedin.kind === kind ? linkedin.normal : null
}

/** The same answers as `readLinkedIn`, without its short cut. */
export const readAnyLinkedIn = (raw: string, expected?: LinkedInKind): LinkedIn => {
  const given = nfc(raw)
  const text = trimmed(given)
  if (expected === "person" && text.length <= longestSlug && handle.test(text)) {
    return pageAt(["in", text], given)
  }
  const url = address.exec(text)
  if (url !== null && !subdomains.test(url[1] ?? "www")) return elsewhere(given)
  const path = url === null ? barePath.exec(text)?.[1] : (url[2] ?? "")
  if (path === undefined) return invalid(given, "is no address on linkedin.com")
  const parts = path.split("/").filter((part) => part !== "")
  return pageAt(wrappers.test(parts[0] ?? "") ? parts.slice(1) : parts, given)
}

const pageAt = (parts: ReadonlyArray<string>, given: string): LinkedIn => {
  const section = (parts[0] ?? "").toLowerCase()
  const name = parts[1] ?? ""
  const kind = sections.get(section)
  // `/pub/dir` is the telephone book.
  if (kind === undefined || (section === "pub" && name === "dir")) return elsewhere(given)
  const slug = readSlug(section === "pub" ? publicSlug(parts) : name)
  if (slug === null) return invalid(given, "has no name that can be read")
  return page(kind, slug, encodeURIComponent(slug), given)
}

const page = (kind: LinkedInKind, slug: string, encoded: string, given: string): LinkedIn => {
  if (nobody.has(slug)) return { state: "other", normal: given, reason: "names nobody" }
  const section = kind === "person" ? "in" : "company"
  return { state: "valid", normal: `https://linkedin.com/${section}/${encoded}`, kind, slug }
}

const elsewhere = (normal: string): LinkedIn => ({
  state: "other",
  normal,
  reason: "is a page on LinkedIn, but of no person and no organisation"
})

const invalid = (normal: string, reason: string): LinkedIn => ({ state: "invalid", normal, reason })

/**
 * Before 2015 a profile was `/pub/ann-lee/1a/2b/3c`; LinkedIn forwards it to the three numbers in
 * reverse, all but the last with three digits: `/in/ann-lee-03c02b1a`. A mere `/pub/ann` was a
 * chosen name already.
 */
const publicSlug = (parts: ReadonlyArray<string>): string => {
  const [, name = "", a = "", b = "", c = ""] = parts
  if (!hex.test(a)) return name
  return hex.test(b) && hex.test(c) ? `${name}-${c.padStart(3, "0")}${b.padStart(3, "0")}${a}` : ""
}

/** Exports encode a name once or twice over; none has a percent sign of its own. */
const readSlug = (written: string): string | null => {
  let slug = written
  for (let times = 0; times < 3 && slug.includes("%"); times++) {
    try {
      slug = decodeURIComponent(slug)
    } catch {
      return null
    }
  }
  const name = trimmed(nfc(slug))
  const lower = memberId.test(name) ? name : nfc(name.toLowerCase())
  return lower.length <= longestSlug && named.test(lower) && !broken.test(lower) ? lower : null
}

const longestSlug = 200

// The shape of nearly all that CRMs hold; the rest is read with more care.
const plain = new RegExp(
  "^https?://(?:(?:www|[a-z]{2})\\.)?linkedin\\.com/(in|company)/" +
    "([a-z0-9]+(?:-[a-z0-9]+)*)/?(?:[?#][!-~]*)?$"
)

const address =
  /^(?:(?:https?:)?\/\/)?(?:([a-z0-9-]+)\.)?linkedin\.com\.?(?::(?:80|443))?(?:\/([^?#]*))?(?:[?#]|$)/i
const barePath = /^\/?((?:in|pub|company|school|showcase)\/[^?#]+)/i
const subdomains = /^(?:www|m|mobile|touch|[a-z]{2})$/i
const wrappers = /^(?:comm|mwlite)$/i
const handle = /^\p{L}+(?:-\p{L}+)*-(?=[a-f]*\d)[0-9a-f]{6,9}$/iu
const hex = /^[0-9a-f]{1,3}$/i
const named = /[\p{L}\p{N}]/u
const broken = /[\p{Cc}\p{Cs}\p{Z}%/\\?#<>"@:;,|]/u
/** An opaque id, where case tells two people apart. */
const memberId = /^AC[ow][A-Za-z0-9_-]{30,}$/

const sections: ReadonlyMap<string, LinkedInKind> = new Map([
  ["in", "person"],
  ["pub", "person"],
  ["company", "company"],
  ["company-beta", "company"],
  ["companies", "company"],
  ["organization", "company"],
  ["school", "company"],
  ["showcase", "company"]
])

/** What exports write where they have no name, and what means whoever is looking. */
const nobody: ReadonlySet<string> = new Set([
  "me",
  "n-a",
  "na",
  "none",
  "null",
  "unavailable",
  "undefined",
  "unknown",
  "username",
  "your-name",
  "yourname"
])
