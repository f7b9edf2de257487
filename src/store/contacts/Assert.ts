/**
 * A batch of asserts: read, met with who is known, folded, written. It is tried as one set; where
 * somebody else took a key in between, it is tried again on what is there now. What the database
 * will not take as a set is taken item by item, so that one bad item costs only itself.
 */
import { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { type Asserted, type Batch, ListUnknown } from "../../contracts/Contacts.ts"
import type { Who } from "../../contracts/Who.ts"
import {
  identityOf,
  type ReadContact,
  type Reading,
  readContact,
  withoutClears
} from "../../core/Assertion.ts"
import type { Patch } from "../../core/Fields.ts"
import { changesOf, type Folded, fold, type Outcome, type Said } from "../../core/Fold.ts"
import * as Ids from "../Ids.ts"
import { codeOf, failedTo, reason } from "../SqlFailure.ts"
import * as Tenancy from "../Tenancy.ts"
import * as Employers from "./Employers.ts"
import { known } from "./Known.ts"
import * as Membership from "./Membership.ts"
import { Overtaken, untilUndisturbed } from "./Overtaken.ts"
import { voiceOf } from "./Voice.ts"
import * as Written from "./Written.ts"

export const assertBatch = Effect.fn("Assert.assertBatch")(
  function* (reading: Reading, who: Who, { items, listId }: Batch) {
    const all = items.map((told, index) => ({ index, read: readContact(told, reading) }))
    const taken = (some: ReadonlyArray<Item>) =>
      untilUndisturbed(Tenancy.within(who)(take(reading, who, listId, some)))
    return yield* taken(all).pipe(
      Effect.catchIf(isRefusal, () => Tenancy.within(who)(oneByOne(all, taken)))
    )
  },
  Effect.mapError((error) =>
    error instanceof ListUnknown ? error : failedTo("assert the contacts")(error)
  )
)

interface Item {
  readonly index: number
  readonly read: Either.Either<ReadContact, string>
}

/** What a set could not do, an item alone may; and what is wrong with it is its own. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Overtaken || (error instanceof SqlError && /^(22|23|54)/.test(codeOf(error)))

const oneByOne = <E, R>(
  items: ReadonlyArray<Item>,
  taken: (some: ReadonlyArray<Item>) => Effect.Effect<ReadonlyArray<Asserted>, E, R>
) =>
  Effect.map(
    Effect.forEach(items, (item) =>
      taken([item]).pipe(
        Effect.catchIf(isRefusal, (error) =>
          Effect.succeed([refused(item.index, "invalid", reason(error))])
        )
      )
    ),
    (answers) => answers.flat()
  )

interface Ready {
  readonly index: number
  readonly said: Said
}

const take = Effect.fn("Assert.take")(function* (
  reading: Reading,
  who: Who,
  listId: string | null,
  items: ReadonlyArray<Item>
) {
  const { workspaceId } = who
  yield* Membership.required(workspaceId, listId)
  const [refusals, ready] = yield* prepare(reading, workspaceId, items)
  const rows = yield* known(
    workspaceId,
    ready.map(({ said }) => said.identity)
  )
  const folded = fold(
    "work_email",
    rows,
    ready.map(({ said }) => said)
  )
  const ids = yield* write(who, folded)
  const answers = ready.map(({ index }, at) => answer(index, folded.outcomes[at], ids))
  const placed = answers.flatMap((it) => (it._tag === "Done" ? [it.id] : []))
  yield* Membership.join(workspaceId, listId, placed)
  return [...refusals, ...answers].sort((a, b) => a.index - b.index)
})

/** Who is spoken of, and for which company they work. */
const prepare = Effect.fn("Assert.prepare")(function* (
  reading: Reading,
  workspaceId: string,
  items: ReadonlyArray<Item>
) {
  const refusals: Array<Asserted> = []
  const sound: Array<{ index: number; fields: Patch; domain: string | null }> = []
  for (const { index, read } of items) {
    if (Either.isLeft(read)) refusals.push(refused(index, "invalid", read.left))
    else {
      const fields = withoutClears(read.right.fields)
      const { first, linkedin, shared } = identityOf(fields, reading)
      if ((first ?? linkedin ?? shared) === null)
        refusals.push(refused(index, "nameless", nameless))
      else sound.push({ index, fields, domain: read.right.domain })
    }
  }
  const named = sound.flatMap(({ fields }) => companyOf(fields) ?? [])
  const living = yield* Employers.living(workspaceId, named)
  const hirers = sound.filter(({ fields }) => companyOf(fields) === null)
  const domains = hirers.flatMap(({ domain }) => domain ?? [])
  const byDomain = yield* Employers.byDomain(workspaceId, domains)
  const ready: Array<Ready> = []
  for (const { domain, fields, index } of sound) {
    const id = companyOf(fields)
    const company = id ?? (domain === null ? undefined : byDomain.get(domain))
    if (id !== null && !living.has(id)) {
      refusals.push(refused(index, "invalid", `There is no company ${id}.`))
    } else {
      const all = company === undefined ? fields : { ...fields, company_id: company }
      ready.push({ index, said: { identity: identityOf(fields, reading), fields: all } })
    }
  }
  return [refusals, ready] as const
})

/** The ids of the places, in their order. */
const write = Effect.fn("Assert.write")(function* (who: Who, { places }: Folded) {
  const voice = yield* voiceOf(who)
  const made = places.filter(({ before }) => before === null)
  const fresh = (yield* Ids.reserve("contacts", made.length)).values()
  const all = places.map((place) => ({
    id: place.before?.id ?? fresh.next().value ?? "",
    isNew: place.before === null,
    identity: place.identity,
    fields: changesOf("work_email", place),
    voice
  }))
  const changed = all.filter(({ fields, isNew }) => !isNew && Object.keys(fields).length > 0)
  // First what is known, because it may leave a key that something new takes.
  yield* Written.update(who.workspaceId, changed)
  const there = yield* Written.insert(
    who.workspaceId,
    all.filter(({ isNew }) => isNew)
  )
  if (there.length < made.length) return yield* new Overtaken()
  return all.map(({ id }) => id)
})

const answer = (
  index: number,
  outcome: Outcome | undefined,
  ids: ReadonlyArray<string>
): Asserted => {
  if (outcome?._tag === "Placed") {
    return {
      _tag: "Done",
      index,
      action: outcome.made ? "created" : "updated",
      id: ids[outcome.place] ?? "",
      linkedinOf: outcome.linkedinOf === null ? null : (ids[outcome.linkedinOf] ?? null)
    }
  }
  return outcome?._tag === "Several"
    ? refused(index, "several", several(outcome.places.map((place) => ids[place] ?? "")))
    : refused(index, "nameless", nameless)
}

const companyOf = (fields: Patch): string | null => {
  const id = fields["company_id"]
  return typeof id === "string" ? id : null
}

const refused = (
  index: number,
  why: "invalid" | "nameless" | "several",
  message: string
): Asserted => ({ _tag: "Refused", index, why, message })

const nameless = "A valid work_email or linkedin_url is needed to recognise a contact by."
const several = (ids: ReadonlyArray<string>) =>
  `The address is shared by the contacts ${ids.join(" and ")}: say which by linkedin_url.`
