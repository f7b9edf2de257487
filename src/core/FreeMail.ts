/**
 * Domains where anybody can have a mailbox: two people there are not colleagues, so such a domain
 * is never a company's. The list is the package's; what it lacks and what it has too many of
 * stands below, each with the reason.
 */
import listed from "email-providers/all.json" with { type: "json" }

/** Takes a domain in ASCII lower case; `mail.web.de` belongs to `web.de`. */
export const isFreeMail = (domain: string): boolean => {
  if (domain.length > 253) return false
  known ??= new Set(listed)
  for (let part = domain; part.includes("."); part = part.slice(part.indexOf(".") + 1)) {
    if (ownDomains.has(part)) return false
    if (known.has(part) || unlisted.has(part) || families.test(part)) return true
  }
  return false
}

/** Built when first asked: most commands never ask, and 9,000 names take a few milliseconds. */
let known: ReadonlySet<string> | undefined

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Providers and access networks that give their customers mailboxes. */
const unlisted = words(`
  appleid.com bbox.fr disroot.org duck.com email.de fastmail.com fastmail.fm hey.com hispeed.ch
  kabelmail.de kolabnow.com mailbox.org mailfence.com movistar.es numericable.fr posteo.de posteo.net
  riseup.net runbox.com sohu.com startmail.com sympatico.ca talktalk.net telefonica.net telia.com
  telus.net tin.it tuta.com tuta.io tutamail.com tutanota.com unitybox.de vodafone.de ziggo.nl
`)

/** The big providers have a domain per country, and open new ones. */
const families = /^(?:aol|gmx|hotmail|outlook|yahoo|yandex|ymail)\.(?:com?\.)?[a-z]{2}$/

/** Listed, but the company's own staff write from there, or whole companies live below it. */
const ownDomains = words(`
  alibaba.com bt.com cox.com facebook.com starbucks.com telstra.com
  dyndns.org net.ua sakura.ne.jp za.com
`)
