/**
 * Who is this record in the hub? Strong keys first, weak ones only where the strong ones know
 * nobody, and never a guess: what points at two people waits for a person. The answer does not
 * depend on the order in which candidates come.
 */
import type { Keys } from "./Keys.ts"
import type { Kind } from "./Kinds.ts"
import { contradicts } from "./ShortNames.ts"

export interface Candidate {
  /** The hub row. */
  readonly id: string
  readonly keys: Keys
  /** The record of the same connection that this row is linked to already. */
  readonly linkedTo: string | null
}

export interface Subject {
  /** The record's own id in its CRM. */
  readonly remoteId: string
  readonly keys: Keys
}

export type Reason = "link" | "email" | "linkedin" | "domain" | "phone and name" | "name"

export interface Likeness {
  readonly id: string
  readonly reasons: ReadonlyArray<Reason>
  /** Between 0 and 1; for people to read. No rule looks at it. */
  readonly score: number
}

export interface Known extends Likeness {
  readonly _tag: "Known"
}
export interface New {
  readonly _tag: "New"
}
/**
 * `several`        more than one row fits equally well
 * `contradiction`  the keys name different people: email says one, LinkedIn another
 * `duplicate`      the row that fits is linked to another record of the same connection
 */
export interface Ambiguous {
  readonly _tag: "Ambiguous"
  readonly why: "several" | "contradiction" | "duplicate"
  readonly candidates: ReadonlyArray<Likeness & { readonly linkedTo: string | null }>
}
export type Match = Known | New | Ambiguous

export const match = (
  kind: Kind,
  subject: Subject,
  candidates: ReadonlyArray<Candidate>
): Match => {
  const linked = candidates.filter(({ linkedTo }) => linkedTo === subject.remoteId)
  if (linked.length > 0)
    return decide(
      linked.map((it) => liken(it, ["link"])),
      "several"
    )

  const strong = candidates.flatMap((it) => alike(it, strongReasons(kind, subject.keys, it.keys)))
  if (strong.length > 1) {
    const tiers = new Set(strong.map(({ reasons }) => reasons.join()))
    return ambiguous(tiers.size > 1 ? "contradiction" : "several", strong)
  }
  if (strong.length > 0) return decide(strong, "several")

  const weak = candidates.flatMap((it) => alike(it, weakReasons(kind, subject.keys, it.keys)))
  const free = weak.filter(({ linkedTo }) => linkedTo === null)
  const denied = free.filter(({ keys }) => differ(subject.keys.linkedin, keys.linkedin))
  if (denied.length > 0) return ambiguous("contradiction", free)
  return decide(free.length > 0 ? free : weak, "several")
}

interface Alike extends Likeness {
  readonly keys: Keys
  readonly linkedTo: string | null
}

const strongReasons = (kind: Kind, ours: Keys, theirs: Keys): ReadonlyArray<Reason> => {
  const reasons: Array<Reason> = []
  if (kind === "contact" && agree(ours.email, theirs.email)) reasons.push("email")
  if (kind === "company" && agree(ours.domain, theirs.domain)) reasons.push("domain")
  if (kind !== "deal" && agree(ours.linkedin, theirs.linkedin)) reasons.push("linkedin")
  return reasons
}

const weakReasons = (kind: Kind, ours: Keys, theirs: Keys): ReadonlyArray<Reason> => {
  if (kind === "deal") return agree(ours.name, theirs.name) ? ["name"] : []
  if (kind === "company") return []
  const samePhone = ours.phones.some((phone) => theirs.phones.includes(phone))
  const sameName =
    agree(ours.lastName, theirs.lastName) && !contradicts(ours.firstName, theirs.firstName)
  return samePhone && sameName ? ["phone and name"] : []
}

const agree = (a: string | null, b: string | null): boolean => a !== null && a === b
const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

const likelihood: { readonly [R in Reason]: number } = {
  link: 1,
  email: 0.98,
  domain: 0.98,
  linkedin: 0.95,
  name: 0.8,
  "phone and name": 0.8
}

const liken = (candidate: Candidate, reasons: ReadonlyArray<Reason>): Alike => ({
  ...candidate,
  reasons,
  score: 1 - reasons.reduce((doubt, reason) => doubt * (1 - likelihood[reason]), 1)
})

const alike = (candidate: Candidate, reasons: ReadonlyArray<Reason>): ReadonlyArray<Alike> =>
  reasons.length === 0 ? [] : [liken(candidate, reasons)]

/** What is left is one row, or nobody, or not for us to say. */
const decide = (found: ReadonlyArray<Alike>, otherwise: Ambiguous["why"]): Match => {
  const [first, ...others] = found
  if (first === undefined) return { _tag: "New" }
  if (others.length > 0) return ambiguous(otherwise, found)
  const { id, reasons, score } = first
  const taken = first.linkedTo !== null && !reasons.includes("link")
  return taken ? ambiguous("duplicate", found) : { _tag: "Known", id, reasons, score }
}

const ambiguous = (why: Ambiguous["why"], found: ReadonlyArray<Alike>): Ambiguous => ({
  _tag: "Ambiguous",
  why,
  candidates: found
    .map(({ id, linkedTo, reasons, score }) => ({ id, reasons, score, linkedTo }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
})
