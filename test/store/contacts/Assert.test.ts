/** Asserting contacts: who is meant, what becomes of them, and what two at once may not do. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import type { Told } from "../../../src/core/Assertion.ts"
import { sharedNames } from "../../../src/core/SharedMailbox.ts"
import { assertBatch } from "../../../src/store/contacts/Assert.ts"
import * as Tenancy from "../../../src/store/Tenancy.ts"
import { inhabited } from "../../support/rows.ts"
import { TestDatabase } from "../../support/TestDatabase.ts"

const who = { workspaceId: "1", actor: "api:mine" }
const reading = { regions: ["DE"], shared: { addresses: sharedNames, phones: new Set<string>() } }

const put = (items: ReadonlyArray<Told>, listId: string | null = null, by = who) =>
  assertBatch(reading, by, { listId, items })

/** What the store holds, as a statement sees it. */
const seen = <Row extends object = object>(statement: string, by = who) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe<Row>(statement)).pipe(Tenancy.within(by))

const person = (id: string, columns = "*") =>
  Effect.map(seen(`select ${columns} from tandem.contacts where id = ${id}`), ([row]) => row)

const idOf = (answers: Effect.Effect.Success<ReturnType<typeof put>>, at = 0): string => {
  const answer = answers[at]
  if (answer?._tag !== "Done") throw new Error(JSON.stringify(answer))
  return answer.id
}

layer(TestDatabase.layer, { excludeTestServices: true })("an assert", (it) => {
  it.effect("begins with two workspaces", () => Effect.flatMap(TestDatabase, inhabited))

  it.effect("creates, then updates by the email however it is spelled; null says nothing", () =>
    Effect.gen(function* () {
      const first = yield* put([
        {
          work_email: "Eve@One.de",
          first_name: "eve",
          direct_phone: "0911 1234567",
          tags: ["a", 'b"c\\'],
          confidence_score: "0.5"
        }
      ])
      expect(first).toMatchObject([{ action: "created", linkedinOf: null }])
      const second = yield* put([{ work_email: " EVE@one.de", first_name: null, city: "Bonn" }])
      expect(second).toMatchObject([{ action: "updated", id: idOf(first) }])
      expect(yield* person(idOf(first))).toMatchObject({
        work_email: "eve@one.de",
        email_key: "eve@one.de",
        direct_phone: "0911 1234567",
        direct_phone_key: "+499111234567",
        tags: ["a", 'b"c\\'],
        confidence_score: "0.5",
        city: "Bonn",
        version: "2",
        said: { city: { by: "api", at: expect.any(Number), clock: null } }
      })
    })
  )

  it.effect("goes by LinkedIn where nobody has the email, which is then taken over", () =>
    Effect.gen(function* () {
      const made = yield* put([
        { linkedin_url: "https://linkedin.com/in/fay", work_email: "f@two.de" }
      ])
      const moved = yield* put([{ linkedin_url: "linkedin.com/in/Fay/", work_email: "fay@new.de" }])
      expect(moved).toMatchObject([{ action: "updated", id: idOf(made) }])
      expect(yield* person(idOf(made))).toMatchObject({ email_key: "fay@new.de" })
    })
  )

  it.effect("takes the email's row where LinkedIn names another, and says whose page it is", () =>
    Effect.gen(function* () {
      const rows = yield* put([
        { work_email: "gus@x.de", linkedin_url: "linkedin.com/in/gus" },
        { work_email: "hal@x.de", linkedin_url: "linkedin.com/in/hal" }
      ])
      const [gus, hal] = [idOf(rows, 0), idOf(rows, 1)]
      const answer = yield* put([{ work_email: "gus@x.de", linkedin_url: "linkedin.com/in/hal" }])
      expect(answer).toMatchObject([{ action: "updated", id: gus, linkedinOf: hal }])
      expect(yield* person(gus, "linkedin_key as page")).not.toEqual(
        yield* person(hal, "linkedin_key as page")
      )
    })
  )

  it.effect("handles the same key twice in order, and no bad item harms the others", () =>
    Effect.gen(function* () {
      const answers = yield* put([
        { work_email: "ida@x.de", city: "Ulm" },
        { first_name: "nobody" },
        { work_email: "ida@x.de", city: "Köln" },
        { work_email: "jo@x.de", job_title: "x".repeat(501) },
        { work_email: "kim@x.de", company_id: 987654 },
        { work_email: "kim@x.de", is_primary: "perhaps" },
        { work_email: "kim@x.de", company_id: 1 },
        { work_email: "not an address" }
      ])
      expect(answers.map((it) => (it._tag === "Done" ? it.action : it.why))).toEqual([
        "created",
        "nameless",
        "updated",
        "invalid",
        "invalid",
        "invalid",
        "created",
        "nameless"
      ])
      expect(answers.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      expect(yield* person(idOf(answers), "city, version")).toEqual({ city: "Köln", version: "1" })
      expect(yield* person(idOf(answers, 6), "company_id")).toEqual({ company_id: "1" })
    })
  )

  it.effect("takes a shared address for its one holder, and for nobody where there are two", () =>
    Effect.gen(function* () {
      const one = yield* put([{ work_email: "info@shared.de", city: "Ulm" }])
      const again = yield* put([{ work_email: "INFO@shared.de", city: "Bonn" }])
      expect(again).toMatchObject([{ action: "updated", id: idOf(one) }])
      yield* seen(`insert into tandem.contacts
                     (workspace_id, id, work_email, created_at, updated_at)
                   values (1, 50, 'info@shared.de', tandem.clock(), tandem.clock())`)
      expect(
        yield* put([{ work_email: "info@shared.de" }, { work_email: "lea@x.de" }])
      ).toMatchObject([{ why: "several" }, { action: "created" }])
    })
  )

  it.effect("makes the company of an unknown domain once, and none for a mail provider", () =>
    Effect.gen(function* () {
      const answers = yield* put([
        { work_email: "max@new-firm.de", company_domain: "https://www.new-firm.de/about" },
        { work_email: "ned@new-firm.de", company_domain: "new-firm.de" },
        { work_email: "oda@gmail.com", company_domain: "gmail.com" },
        { work_email: "pia@acme.com", company_domain: "acme.com" },
        { first_name: "nobody", company_domain: "never.de" }
      ])
      const companies = yield* Effect.forEach([0, 1, 2, 3], (at) =>
        person(idOf(answers, at), "company_id as id")
      )
      expect(companies).toMatchObject([{}, companies[0], { id: null }, { id: "1" }])
      expect(yield* seen("select domain_key as d from tandem.companies order by d")).toEqual([
        { d: "acme.com" },
        { d: "new-firm.de" }
      ])
    })
  )

  it.effect("puts everybody on the list, once, and does nothing where there is none", () =>
    Effect.gen(function* () {
      const items = [{ work_email: "quin@x.de" }, { work_email: "rea@x.de" }]
      yield* put(items, "1")
      yield* put(items, "1")
      const count = "select count(*)::int as n from tandem.list_members where list_id = 1"
      expect(yield* seen(count)).toEqual([{ n: 3 }])
      const error = yield* Effect.flip(put([{ work_email: "sam@x.de" }], "77"))
      expect(error._tag).toBe("ListUnknown")
      expect(yield* seen("select from tandem.contacts where email_key = 'sam@x.de'")).toEqual([])
    })
  )

  it.effect("does not know the deleted, nor anybody of another workspace", () =>
    Effect.gen(function* () {
      const other = { workspaceId: "2", actor: "api:theirs" }
      const made = yield* put([{ work_email: "tom@x.de" }])
      const theirs = yield* put([{ work_email: "tom@x.de", company_id: 1 }], null, other)
      expect(theirs).toMatchObject([{ why: "invalid" }])
      expect(yield* put([{ work_email: "tom@x.de" }], null, other)).toMatchObject([
        { action: "created" }
      ])
      yield* seen(`delete from tandem.contacts where id = ${idOf(made)}`)
      const anew = yield* put([{ work_email: "tom@x.de" }])
      expect(anew).toMatchObject([{ action: "created" }])
      expect(idOf(anew)).not.toBe(idOf(made))
    })
  )

  it.effect("notes in the journal who did what, and nothing where nothing changed", () =>
    Effect.gen(function* () {
      const item = {
        work_email: "uwe@x.de",
        mobile_phone: "+49 170 1234567",
        custom: { b: 1, a: [] }
      }
      const made = yield* put([item], null, { ...who, actor: "api:first" })
      yield* put([{ ...item, city: "Ulm" }], null, { ...who, actor: "api:second" })
      yield* put([{ ...item, city: "Ulm" }], null, { ...who, actor: "api:third" })
      expect(
        yield* seen(`select op, actor, changes from tandem.journal
                     where kind = 'contact' and row_id = '${idOf(made)}' order by xid, seq`)
      ).toEqual([
        { op: "create", actor: "api:first", changes: null },
        { op: "update", actor: "api:second", changes: { city: [null, "Ulm"] } }
      ])
    })
  )

  it.effect("makes one row of two batches that bring the same person at once", () =>
    Effect.gen(function* () {
      for (let round = 0; round < 10; round++) {
        const people = Array.from({ length: 20 }, (_, at) => ({
          work_email: `p${at}@race${round}.de`,
          linkedin_url: `linkedin.com/in/race-${round}-${(at * 7) % 20}`,
          company_domain: `race${round}.de`
        }))
        const answers = yield* Effect.all(
          [put(people, "1"), put([...people].reverse(), "1"), put(people.slice(5))],
          { concurrency: "unbounded" }
        )
        const done = answers.flat().map((it) => (it._tag === "Done" ? it.action : it.message))
        expect(done.filter((it) => it === "created")).toHaveLength(20)
        expect(done.filter((it) => it === "updated")).toHaveLength(35)
      }
    })
  )

  it.effect("swaps keys between rows in one batch as it would one by one", () =>
    Effect.gen(function* () {
      const made = yield* put([
        { work_email: "v@swap.de", linkedin_url: "linkedin.com/in/swap-v" },
        { work_email: "w@swap.de", linkedin_url: "linkedin.com/in/swap-w" }
      ])
      yield* put([
        { work_email: "x@swap.de", linkedin_url: "linkedin.com/in/swap-w" },
        { work_email: "w@swap.de", linkedin_url: "linkedin.com/in/swap-v" }
      ])
      expect(yield* person(idOf(made, 0), "email_key as e")).toEqual({ e: "w@swap.de" })
      expect(yield* person(idOf(made, 1), "email_key as e")).toEqual({ e: "x@swap.de" })
    })
  )

  it.effect("takes item by item what the database refuses as a set", () =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      yield* asSuperuser("alter table tandem.contacts add check (city <> 'Atlantis')")
      const answers = yield* put(
        [
          { work_email: "a@sunk.de", city: "Ulm" },
          { work_email: "b@sunk.de", city: "Atlantis" },
          { work_email: "a@sunk.de", city: "Bonn" }
        ],
        "1"
      )
      expect(answers.map((it) => (it._tag === "Done" ? it.action : it.why))).toEqual([
        "created",
        "invalid",
        "updated"
      ])
      expect(
        yield* seen("select city from tandem.contacts where email_key like '%@sunk.de'")
      ).toEqual([{ city: "Bonn" }])
    })
  )

  it.effect("changes nothing when it is repeated: the law", () =>
    Effect.gen(function* () {
      const services = yield* Effect.context<SqlClient.SqlClient>()
      const marks = "select count(*)::int as n, max(seq) as last from tandem.journal"
      const law = fc.asyncProperty(fc.array(told, { maxLength: 6 }), (items) =>
        Effect.gen(function* () {
          // Two items about one person may each have their say, so each person is told of once.
          const once = [...new Map(items.map((item) => [item.work_email, item])).values()]
          yield* put(once)
          const before = yield* seen(marks)
          const again = yield* put(once)
          expect(again.every((it) => it._tag === "Refused" || it.action === "updated")).toBe(true)
          expect(yield* seen(marks)).toEqual(before)
        }).pipe(Effect.provide(services), Effect.runPromise)
      )
      yield* Effect.promise(() => fc.assert(law, { numRuns: 60 }))
    })
  )
})

const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constant(null))
const told = fc.record(
  {
    work_email: fc.constantFrom("a@law.de", "b@law.de", "c@law.de", "d@law.de"),
    first_name: text,
    notes: text,
    direct_phone: fc.oneof(text, fc.constantFrom("0911 1234567", "+1 650 253 0000", "12")),
    personal_emails: text,
    tags: fc.oneof(fc.array(fc.string()), fc.constant(null)),
    country: fc.constantFrom("DE", "Germany", "?", null),
    do_not_call: fc.constantFrom(true, false, "yes", null),
    confidence_score: fc.oneof(fc.integer(), fc.double({ noNaN: true }), text),
    custom: fc.dictionary(fc.string(), fc.jsonValue()).map((it) => JSON.parse(JSON.stringify(it))),
    meta: text
  },
  { requiredKeys: ["work_email"] }
)
