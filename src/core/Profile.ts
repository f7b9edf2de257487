/**
 * A profile on a social network in one form: https, the network's own host, no `www`, no query, no
 * end slash, the handle in lower case, since the networks hold handles of any case to be equal.
 * What is not a profile (a post, a search) has no such form.
 */
export type Network = "x.com" | "facebook.com" | "instagram.com" | "crunchbase.com"

export const profileOf = (handle: string, network: Network): string =>
  `https://${network}/${handle.replace(/^@/, "").toLowerCase()}`

export const profileAt = (host: string, url: URL): string | null => {
  const network = networks.get(host.replace(mobile, ""))
  if (network === undefined) return null
  // Twitter once wrote `twitter.com/#!/ann`.
  const path = url.hash.startsWith("#!/") ? url.hash.slice(2) : url.pathname
  const parts = path.split("/").filter((part) => part !== "")
  const [first = "", second = ""] = parts
  if (network === "crunchbase.com") {
    return parts.length === 2 && /^(?:organization|person)$/i.test(first) && handle.test(second)
      ? `https://${network}/${first.toLowerCase()}/${second.toLowerCase()}`
      : null
  }
  if (network === "facebook.com" && first.toLowerCase() === "profile.php") {
    const id = url.searchParams.get("id") ?? ""
    return /^\d{1,20}$/.test(id) ? `https://${network}/profile.php?id=${id}` : null
  }
  return parts.length === 1 && handle.test(first) && !notProfiles.has(first.toLowerCase())
    ? profileOf(first, network)
    : null
}

const networks: ReadonlyMap<string, Network> = new Map<string, Network>([
  ["x.com", "x.com"],
  ["twitter.com", "x.com"],
  ["facebook.com", "facebook.com"],
  ["fb.com", "facebook.com"],
  ["instagram.com", "instagram.com"],
  ["crunchbase.com", "crunchbase.com"]
])

/** `m.facebook.com`, `de-de.facebook.com` */
const mobile = /^(?:www|m|mobile|mbasic|touch|web|[a-z]{2}-[a-z]{2})\./
const handle = /^@?[a-z0-9_.-]{1,80}$/i

const notProfiles: ReadonlySet<string> = new Set(
  `about accounts ads business compose events explore groups hashtag help home i intent jobs login
  marketplace messages notifications p pages people privacy reel search settings share sharer
  sharer.php share.php signup stories terms tos watch`.split(/\s+/)
)
