/**
 * What a side says about one entity. Four things are different and stay different:
 *
 *   absent       the field is not in the record: the side said nothing, so nothing changes
 *   cleared      `null`: the side says there is no value
 *   unreadable   the side said something we could not read: the field is frozen as it is
 *   a value      anything else; sets are arrays
 */
export type FieldName = string

export type PhoneState = "valid" | "possible" | "unparsable"

/** A telephone number as it was written, and what we understood of it. */
export interface Phone {
  readonly raw: string
  /** Null when the text is not even a possible number. Only a valid one is a match key. */
  readonly e164: string | null
  readonly state: PhoneState
  /** The country the number belongs to, where one can be told. */
  readonly region: string | null
  readonly extension: string | null
}

export type Json =
  | string
  | number
  | boolean
  | null
  | ReadonlyArray<Json>
  | { readonly [key: string]: Json }

export type Value =
  | string
  | number
  | boolean
  | ReadonlyArray<string>
  | Phone
  | { readonly [key: string]: Json }

/** Kept whole, so that a person can see what could not be read. */
export class Unreadable {
  readonly _tag = "Unreadable"
  readonly raw: Json
  readonly reason: string
  constructor(raw: Json, reason: string) {
    this.raw = raw
    this.reason = reason
  }
}

/** A key that is missing is absent; `null` is cleared. */
export type Fields = { readonly [name: FieldName]: Value | null | Unreadable }

/** What is to be written: only values and clears can be. */
export type Patch = { readonly [name: FieldName]: Value | null }

export type Side = "hub" | "remote"
