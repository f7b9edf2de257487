/** What a key may be allowed to do: to read or to write one kind of thing, or everything. */

const nouns = ["contacts", "companies", "deals", "lists", "dnc", "jobs"] as const

export type Scope = "*" | "changes:read" | `${(typeof nouns)[number]}:${"read" | "write"}`

export const scopes: ReadonlyArray<Scope> = [
  "*",
  "changes:read",
  ...nouns.flatMap((noun): ReadonlyArray<Scope> => [`${noun}:read`, `${noun}:write`])
]

export const isScope = (text: string): text is Scope => scopes.some((scope) => scope === text)

/** Writing includes no reading: whoever only fills something in needs to see nothing. */
export const allows = (held: ReadonlyArray<Scope>, needed: Scope): boolean =>
  held.includes("*") || held.includes(needed)
