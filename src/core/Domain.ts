/**
 * The domain a company is known by: the registrable part of a host name, from a bare domain, a
 * URL or an email address, as the public suffix list divides it. `shop.acme.co.uk` is
 * `acme.co.uk`; `acme.myshopify.com` stays whole, since its owner is acme and not Shopify.
 * What is no such domain is kept as given.
 */
import { parse } from "tldts"
import { readEmail } from "./Email.ts"
import { isFreeMail } from "./FreeMail.ts"
import { readHost } from "./Host.ts"
import { nfc, trimmed } from "./Nfc.ts"

export type Domain =
  | { readonly state: "valid"; readonly normal: string; readonly host: string }
  | { readonly state: "invalid"; readonly normal: string; readonly reason: string }

export const readDomain = (raw: string): Domain => {
  const text = nfc(raw)
  const invalid = (reason: string): Domain => ({ state: "invalid", normal: text, reason })
  const written = hostIn(trimmed(text))
  const host = written === null ? null : readHost(written.host)
  if (written === null || host === null) return invalid("is not a host name")
  const { domain, isIcann, isIp, isPrivate } = parse(host, suffixes)
  if (isIp === true) return invalid("is an IP address")
  // An unlisted suffix is a name inside somebody's network, or not a name: "J.Smith".
  if (isIcann !== true && isPrivate !== true) return invalid("ends in no public suffix")
  if (domain === null) return invalid("is a public suffix")
  const own = !written.page && (host === domain || host === `www.${domain}`)
  if (!own && platforms.has(domain)) return invalid(`is a page on ${domain}`)
  return { state: "valid", normal: domain, host }
}

/** Null where the domain says nothing about who its owner is. */
export const domainKey = (raw: string): string | null => {
  const domain = readDomain(raw)
  return domain.state === "invalid" || isFreeMail(domain.normal) ? null : domain.normal
}

const suffixes = {
  allowPrivateDomains: true,
  extractHostname: false,
  validateHostname: false,
  mixedInputs: false
}

interface Written {
  readonly host: string
  /** Whether it was the address of a page, rather than of a site. */
  readonly page: boolean
}

const hostIn = (text: string): Written | null => {
  const url = site.exec(text)
  if (url !== null) {
    const [, name = "", path = ""] = url
    return { host: name.endsWith(".") ? name.slice(0, -1) : name, page: path !== "" }
  }
  const email = readEmail(text)
  return email.state === "valid" ? { host: email.domain, page: false } : null
}

const site =
  /^(?:(?:https?:)?\/\/)?([^/?#\\@:[\]]+)(?::\d{1,5})?(?:\/([^?#]?)[\s\S]*|[?#][\s\S]*)?$/i

/** Where a company may have a page, or a subdomain, without owning the domain. */
const platforms: ReadonlySet<string> = new Set(
  `
  about.me angel.co bandcamp.com behance.net bit.ly blogger.com business.site calendly.com
  carrd.co crunchbase.com dribbble.com etsy.com facebook.com fb.com fb.me freshdesk.com github.com
  gitlab.com glassdoor.com godaddysites.com goo.gl google.com gumroad.com indiegogo.com
  instagram.com jimdo.com jimdofree.com kickstarter.com linkedin.com linktr.ee livejournal.com
  lnkd.in medium.com meetup.com mystrikingly.com notion.so notion.site over-blog.com patreon.com
  pinterest.com producthunt.com reddit.com shop.app slack.com squarespace.com strikingly.com
  substack.com t.co t.me telegram.me threads.net tiktok.com tripadvisor.com tumblr.com twitter.com
  typeform.com vimeo.com vk.com wa.me webnode.com weebly.com wellfound.com wikipedia.org
  wordpress.com x.com xing.com yelp.com youtu.be youtube.com zendesk.com
  `
    .trim()
    .split(/\s+/)
)
