/** One contact is changed: what is not mentioned stays, null clears. */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { ContactInvalid, ContactTaken, ContactUnknown } from "../../contracts/Contacts.ts"
import type { Who } from "../../contracts/Who.ts"
import { identityOf, type Reading, readContact, type Told } from "../../core/Assertion.ts"
import type { Patch } from "../../core/Fields.ts"
import { changesOf, type Row } from "../../core/Fold.ts"
import { isId } from "../../core/Id.ts"
import { failedTo } from "../SqlFailure.ts"
import * as Tenancy from "../Tenancy.ts"
import { employed, free } from "./Create.ts"
import { held } from "./Known.ts"
import { untilUndisturbed } from "./Overtaken.ts"
import * as Shown from "./Shown.ts"
import { voiceOf } from "./Voice.ts"
import * as Written from "./Written.ts"

export const patch = Effect.fn("Change.patch")(
  function* (reading: Reading, who: Who, id: string, told: Told) {
    const read = readContact(told, reading)
    if (Either.isLeft(read)) return yield* new ContactInvalid({ message: read.left })
    const { fields } = read.right
    if (Object.keys(fields).length === 0) {
      return yield* new ContactInvalid({ message: "There is nothing to change." })
    }
    return yield* untilUndisturbed(Tenancy.within(who)(changed(reading, who, id, fields)))
  },
  Effect.mapError((error) =>
    error instanceof ContactInvalid ||
    error instanceof ContactTaken ||
    error instanceof ContactUnknown
      ? error
      : failedTo("change the contact")(error)
  )
)

const changed = Effect.fn("Change.changed")(function* (
  reading: Reading,
  who: Who,
  id: string,
  told: Patch
) {
  const before = isId(id) ? yield* held(who.workspaceId, id, "live") : null
  if (before === null) return yield* Shown.unknown(id)
  const identity = identityAfter(reading, before, told)
  const fields = changesOf("work_email", {
    before,
    identity,
    fields: { ...before.fields, ...told }
  })
  yield* employed(who.workspaceId, fields)
  yield* free(who.workspaceId, identity, id)
  if (Object.keys(fields).length > 0) {
    const voice = yield* voiceOf(who)
    yield* Written.update(who.workspaceId, [{ id, identity, fields, voice }])
  }
  return yield* Shown.one(who.workspaceId, id)
})

/** A key changes only with its value: what somebody else made no key of stays none. */
const identityAfter = (reading: Reading, { identity }: Row, told: Patch) => {
  const said = identityOf(told, reading)
  const email = Object.hasOwn(told, "work_email") ? said : identity
  const page = Object.hasOwn(told, "linkedin_url") ? said : identity
  return { first: email.first, shared: email.shared, linkedin: page.linkedin }
}
