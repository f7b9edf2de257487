/** One new contact, on a list. Who is there already is not created once more, and not changed. */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { ContactInvalid, ContactTaken, ListUnknown } from "../../contracts/Contacts.ts"
import type { Who } from "../../contracts/Who.ts"
import {
  identityOf,
  type Reading,
  readContact,
  type Told,
  withoutClears
} from "../../core/Assertion.ts"
import type { Patch } from "../../core/Fields.ts"
import type { Identity } from "../../core/Fold.ts"
import * as Ids from "../Ids.ts"
import { failedTo } from "../SqlFailure.ts"
import * as Tenancy from "../Tenancy.ts"
import * as Employers from "./Employers.ts"
import { known } from "./Known.ts"
import * as Membership from "./Membership.ts"
import { Overtaken, untilUndisturbed } from "./Overtaken.ts"
import { voiceOf } from "./Voice.ts"
import * as Written from "./Written.ts"

export interface New {
  readonly listId: string | null
  readonly told: Told
}

export const create = Effect.fn("Create.create")(
  function* (reading: Reading, who: Who, { listId, told }: New) {
    const read = readContact(told, reading)
    if (Either.isLeft(read)) return yield* new ContactInvalid({ message: read.left })
    const { domain, fields } = read.right
    const row = withoutClears(fields)
    return yield* untilUndisturbed(Tenancy.within(who)(written(reading, who, listId, row, domain)))
  },
  Effect.mapError((error) =>
    error instanceof ContactInvalid || error instanceof ContactTaken || error instanceof ListUnknown
      ? error
      : failedTo("create the contact")(error)
  )
)

/** Fails where somebody else has one of these keys. */
export const free = Effect.fn("Create.free")(function* (
  workspaceId: string,
  { first, linkedin }: Identity,
  self: string | null
) {
  const holders = yield* known(workspaceId, [{ first, linkedin, shared: null }])
  const [other] = holders.filter(({ id }) => id !== self)
  if (other === undefined) return
  const which = other.identity.first === first && first !== null ? "work_email" : "linkedin_url"
  return yield* new ContactTaken({ message: `The contact ${other.id} has this ${which}.` })
})

/** Fails where the company that is named is not there. */
export const employed = Effect.fn("Create.employed")(function* (
  workspaceId: string,
  { company_id: id }: Patch
) {
  if (typeof id !== "string") return
  const living = yield* Employers.living(workspaceId, [id])
  if (!living.has(id)) return yield* new ContactInvalid({ message: `There is no company ${id}.` })
})

const written = Effect.fn("Create.written")(function* (
  reading: Reading,
  who: Who,
  listId: string | null,
  fields: Patch,
  domain: string | null
) {
  const { workspaceId } = who
  const identity = identityOf(fields, reading)
  yield* Membership.required(workspaceId, listId)
  yield* free(workspaceId, identity, null)
  yield* employed(workspaceId, fields)
  const hired = domain === null || Object.hasOwn(fields, "company_id") ? [] : [domain]
  const companies = yield* Employers.byDomain(workspaceId, hired)
  const [company_id] = companies.values()
  const [id = ""] = yield* Ids.reserve("contacts", 1)
  const all = company_id === undefined ? fields : { ...fields, company_id }
  const row = { id, identity, fields: all, voice: yield* voiceOf(who) }
  const there = yield* Written.insert(workspaceId, [row])
  if (there.length === 0) return yield* new Overtaken()
  yield* Membership.join(workspaceId, listId, [id])
  return id
})
