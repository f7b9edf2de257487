/**
 * The people in the hub: asserted, changed, found. Whoever writes says on whose behalf; what is
 * deleted is out of sight and can be brought back.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Told } from "../core/Assertion.ts"
import type { Json, Patch } from "../core/Fields.ts"
import type { DatabaseFailure } from "./Database.ts"
import type { Who } from "./Who.ts"

export interface Contact {
  readonly id: string
  /** In normal form; a field without a value is null. */
  readonly fields: Patch
  readonly fullName: string | null
  readonly metaData: Json
  readonly version: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface Batch {
  /** The list everybody in the batch is put on. */
  readonly listId: string | null
  /** As they were sent; `company_domain` names a company, which is made where it is new. */
  readonly items: ReadonlyArray<Told>
}

export type Asserted =
  | {
      readonly _tag: "Done"
      readonly index: number
      readonly action: "created" | "updated"
      readonly id: string
      /** Who has the LinkedIn that was named, and keeps it. */
      readonly linkedinOf: string | null
    }
  | {
      readonly _tag: "Refused"
      readonly index: number
      readonly why: "invalid" | "nameless" | "several"
      readonly message: string
    }

/** Exact where nothing else is said. */
export interface Filter {
  readonly email?: string
  readonly seniorityLevel?: string
  readonly country?: string
  readonly state?: string
  readonly listId?: string
  readonly companyId?: string
  /** A part of the first or the last name, like all below in any case. */
  readonly name?: string
  readonly jobTitle?: string
  readonly companyName?: string
  readonly city?: string
  readonly jobDepartment?: string
  /** Of the company. */
  readonly industry?: string
}

export interface Page {
  readonly contacts: ReadonlyArray<Contact>
  readonly total: number
}

export class ListUnknown extends Data.TaggedError("ListUnknown")<{ readonly message: string }> {}
export class ContactUnknown extends Data.TaggedError("ContactUnknown")<{
  readonly message: string
}> {}

/** What was sent cannot be taken: the message says which field and why. */
export class ContactInvalid extends Data.TaggedError("ContactInvalid")<{
  readonly message: string
}> {}

/** Somebody else has this email or LinkedIn: change or merge that one. */
export class ContactTaken extends Data.TaggedError("ContactTaken")<{ readonly message: string }> {}

export class Contacts extends Context.Tag("contracts/Contacts")<
  Contacts,
  {
    /** One answer for each item, in order. No item harms another. */
    readonly assertBatch: (
      who: Who,
      batch: Batch
    ) => Effect.Effect<ReadonlyArray<Asserted>, ListUnknown | DatabaseFailure>
    readonly create: (
      who: Who,
      contact: { readonly listId: string | null; readonly told: Told }
    ) => Effect.Effect<string, ListUnknown | ContactInvalid | ContactTaken | DatabaseFailure>
    readonly get: (who: Who, id: string) => Effect.Effect<Contact, ContactUnknown | DatabaseFailure>
    /** In the order of their ids. */
    readonly list: (
      who: Who,
      filter: Filter,
      page: { readonly skip: number; readonly limit: number }
    ) => Effect.Effect<Page, DatabaseFailure>
    /** Absent keeps, null clears. */
    readonly patch: (
      who: Who,
      id: string,
      told: Told
    ) => Effect.Effect<Contact, ContactUnknown | ContactInvalid | ContactTaken | DatabaseFailure>
    readonly remove: (who: Who, id: string) => Effect.Effect<void, ContactUnknown | DatabaseFailure>
    /** What is there already stays as it is. */
    readonly restore: (
      who: Who,
      id: string
    ) => Effect.Effect<Contact, ContactUnknown | ContactTaken | DatabaseFailure>
  }
>() {}
