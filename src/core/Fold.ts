/**
 * Asserts, one after the other, as if each had been written before the next was read: what a
 * batch means. Rows that are known and rows that the batch makes are looked up alike, so an item
 * finds what an item before it made, and a batch of two is two batches of one.
 *
 * The first key (email, or domain) decides; LinkedIn is asked only where the first knows nobody.
 * Where the two name two rows, the first one's row is meant, and each keeps its LinkedIn.
 */
import type { FieldName, Json, Patch, Value } from "./Fields.ts"
import { canonical } from "./Form.ts"

export interface Identity {
  /** Email, or domain; null where it is no key. */
  readonly first: string | null
  readonly linkedin: string | null
  /** An address many people may have: it stands for a row where exactly one row has it. */
  readonly shared: string | null
}

export interface Row {
  readonly id: string
  readonly identity: Identity
  readonly fields: Patch
}

/** What an item says; a field that is absent stays as it is. */
export interface Said {
  readonly identity: Identity
  readonly fields: Patch
}

/** A row as the batch leaves it: known before, or new and still without an id. */
export interface Place {
  readonly before: Row | null
  readonly identity: Identity
  readonly fields: Patch
}

export type Outcome =
  | {
      readonly _tag: "Placed"
      readonly place: number
      readonly made: boolean
      /** Whose LinkedIn it is that was named and left where it was. */
      readonly linkedinOf: number | null
    }
  | { readonly _tag: "Nameless" }
  | { readonly _tag: "Several"; readonly places: ReadonlyArray<number> }

export interface Folded {
  readonly places: ReadonlyArray<Place>
  readonly outcomes: ReadonlyArray<Outcome>
}

export const fold = (
  firstField: FieldName,
  rows: ReadonlyArray<Row>,
  items: ReadonlyArray<Said>
): Folded => {
  const book = new Book(firstField)
  for (const row of rows) book.enter({ before: row, identity: row.identity, fields: row.fields })
  const outcomes = items.map((item) => book.take(item))
  return { places: book.places, outcomes }
}

/** What of a known row is not as it was; a key that went stale counts as its value. */
export const changesOf = (firstField: FieldName, { before, fields, identity }: Place): Patch => {
  const changes: { [name: FieldName]: Value | null } = {}
  for (const [name, value] of Object.entries(fields)) {
    if (before === null || spelled(before.fields[name] ?? null) !== spelled(value)) {
      changes[name] = value
    }
  }
  if (before === null) return changes
  if (before.identity.first !== identity.first) changes[firstField] = fields[firstField] ?? null
  if (before.identity.linkedin !== identity.linkedin) {
    changes["linkedin_url"] = fields["linkedin_url"] ?? null
  }
  return changes
}

/** To the letter: here another spelling is an edit. Every value is JSON; only types hide it. */
const spelled = (value: Value | null): string => canonical(value as Json)

class Book {
  readonly places: Array<Place> = []
  private readonly byFirst = new Map<string, number>()
  private readonly byLinkedin = new Map<string, number>()
  private readonly byShared = new Map<string, Set<number>>()
  private readonly firstField: FieldName

  constructor(firstField: FieldName) {
    this.firstField = firstField
  }

  enter(place: Place): number {
    const at = this.places.push(place) - 1
    this.list(at, place.identity)
    return at
  }

  take(item: Said): Outcome {
    const { first, linkedin, shared } = item.identity
    if (first === null && linkedin === null && shared === null) return { _tag: "Nameless" }
    const holders = shared === null ? [] : [...(this.byShared.get(shared) ?? [])]
    const page = linkedin === null ? undefined : this.byLinkedin.get(linkedin)
    const named = first === null ? undefined : this.byFirst.get(first)
    const only = holders.length > 1 ? holders.find((it) => it === page) : holders[0]
    if (holders.length > 1 && only === undefined) return { _tag: "Several", places: holders }
    const found = named ?? only ?? page
    if (found === undefined) {
      const place = this.enter({ before: null, identity: item.identity, fields: item.fields })
      return { _tag: "Placed", place, made: true, linkedinOf: null }
    }
    const linkedinOf = page !== undefined && page !== found ? page : null
    this.change(found, item, linkedinOf === null)
    return { _tag: "Placed", place: found, made: false, linkedinOf }
  }

  private change(at: number, item: Said, withLinkedin: boolean) {
    const place = this.places[at]
    if (place === undefined) return
    const { linkedin_url, ...others } = item.fields
    const told = withLinkedin && linkedin_url !== undefined
    const fields = { ...place.fields, ...others, ...(told ? { linkedin_url } : {}) }
    const renamed = Object.hasOwn(item.fields, this.firstField)
    const { first, shared } = renamed ? item.identity : place.identity
    const linkedin = told ? item.identity.linkedin : place.identity.linkedin
    this.strike(at, place.identity)
    const identity = { first, linkedin, shared }
    this.places[at] = { before: place.before, identity, fields }
    this.list(at, identity)
  }

  private list(at: number, { first, linkedin, shared }: Identity) {
    if (first !== null) this.byFirst.set(first, at)
    if (linkedin !== null) this.byLinkedin.set(linkedin, at)
    if (shared !== null) this.byShared.set(shared, (this.byShared.get(shared) ?? new Set()).add(at))
  }

  private strike(at: number, { first, linkedin, shared }: Identity) {
    if (first !== null) this.byFirst.delete(first)
    if (linkedin !== null) this.byLinkedin.delete(linkedin)
    if (shared !== null) this.byShared.get(shared)?.delete(at)
  }
}
