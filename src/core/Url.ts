/**
 * A web address: `https` where no scheme is written, the host in lower-case ASCII, no default
 * port, fragment or tracking parameter, no slash after a bare host. Profiles on the networks CRMs
 * have fields for get that network's one form. Whatever a browser would run instead of fetch, or
 * that holds a password, is invalid and kept as given.
 *
 * `http` and `www.` stay as written, because on some sites the other one does not answer; they
 * make no difference in `urlForm`, by which addresses are compared.
 */
import { parse } from "tldts"
import { readHost } from "./Host.ts"
import { readLinkedIn } from "./LinkedIn.ts"
import { nfc, trimmed } from "./Nfc.ts"
import { type Network, profileAt, profileOf } from "./Profile.ts"

export type Url =
  | { readonly state: "valid"; readonly normal: string }
  | { readonly state: "invalid"; readonly normal: string; readonly reason: string }

/** With `network`, a handle (`@ann`) is understood as a profile there. */
export const readUrl = (raw: string, network?: Network): Url => {
  const given = nfc(raw)
  const text = trimmed(given)
  const invalid = (reason: string): Url => ({ state: "invalid", normal: given, reason })
  if (network !== undefined && handle.test(text)) {
    return { state: "valid", normal: profileOf(text, network) }
  }
  // Parsers quietly drop or rewrite these, and so hide what an address is.
  if (text.length > longest || unreadable.test(text)) return invalid("is not one web address")
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(text)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") {
    return invalid(`is of the kind ${scheme}:, not a web address`)
  }
  const bare = scheme === undefined && !text.startsWith("//")
  const url = parsed(bare ? `https://${text}` : scheme === undefined ? `https:${text}` : text)
  if (url === null) return invalid("is not a web address")
  if (url.username !== "" || url.password !== "") return invalid("has a user name in it")
  const host = readHost(url.hostname.replace(/\.$/, ""))
  if (host === null || !host.includes(".")) return invalid("has no host that the web knows")
  if (bare && !isPublic(host)) return invalid("ends in no public suffix")
  const normal = profileAt(host, url) ?? linkedin(host, url) ?? page(host, url)
  // What has to be encoded grows.
  return normal.length > longest ? invalid("is too long") : { state: "valid", normal }
}

/** Equal for two normal forms that lead to the same page: no scheme, no `www.`, no end slash. */
export const urlForm = (normal: string): string =>
  web.test(normal)
    ? normal
        .replace(web, "")
        .replace(/^www\.(?=[^/?]*\.)/, "")
        .replace(/^([^?]*)\/(\?|$)/, "$1$2")
    : normal

const parsed = (text: string): URL | null => {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** Without a scheme, only a name of the public DNS is told from other words with a dot. */
const isPublic = (host: string): boolean => {
  const { isIcann, isIp, isPrivate } = parse(host, { allowPrivateDomains: true })
  return isIcann === true || isPrivate === true || isIp === true
}

const linkedin = (host: string, url: URL): string | null => {
  if (!host.endsWith("linkedin.com")) return null
  const page = readLinkedIn(url.href)
  return page.state === "valid" ? page.normal : null
}

const page = (host: string, url: URL): string => {
  const parameters = url.search
    .slice(1)
    .split("&")
    .filter((parameter) => parameter !== "" && !isTracking(parameter))
  const query = parameters.length === 0 ? "" : `?${parameters.join("&")}`
  const path = url.pathname === "/" && query === "" ? "" : url.pathname
  const port = url.port === "" ? "" : `:${url.port}`
  const rest = `${path}${query}`.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
  return `${url.protocol}//${host}${port}${rest}`
}

/** What campaigns and mail programs append to tell who followed a link. */
const isTracking = (parameter: string): boolean => {
  const [name = ""] = parameter.toLowerCase().split("=", 1)
  return name.startsWith("utm_") || name.startsWith("__hs") || trackers.has(name)
}

const trackers: ReadonlySet<string> = new Set(
  `_ga _gl _hsenc _hsmi dclid fbclid gad_source gbraid gclid gclsrc hsctatracking igsh igshid
  li_fat_id mc_cid mc_eid mkt_tok msclkid oly_anon_id oly_enc_id ref_src srsltid trk ttclid twclid
  vero_id wbraid wickedid yclid`.split(/\s+/)
)

const longest = 8192
const web = /^https?:\/\//
const handle = /^@[a-z0-9_.]{1,50}$/i
const unreadable = /[\s\p{Cc}\p{Cs}\\]/u
