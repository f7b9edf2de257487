/** One contact at a time, and many by a filter. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Layer from "effect/Layer"
import { Contacts, type Filter } from "../../../src/contracts/Contacts.ts"
import { sharedNames } from "../../../src/core/SharedMailbox.ts"
import { layer as contacts } from "../../../src/store/contacts/Contacts.ts"
import * as Tenancy from "../../../src/store/Tenancy.ts"
import { inhabited } from "../../support/rows.ts"
import { TestDatabase } from "../../support/TestDatabase.ts"

const who = { workspaceId: "1", actor: "api:mine" }
const stranger = { workspaceId: "2", actor: "api:theirs" }
const reading = { regions: ["DE"], shared: { addresses: sharedNames, phones: new Set<string>() } }
const ground = Layer.provideMerge(contacts(reading), TestDatabase.layer)

const seen = <Row extends object = object>(statement: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe<Row>(statement)).pipe(Tenancy.within(who))

const tag = <A, E extends { readonly _tag: string }, R>(asked: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(asked), (error) => error._tag)

layer(ground, { excludeTestServices: true })("contacts", (it) => {
  it.effect("begin with two workspaces", () => Effect.flatMap(TestDatabase, inhabited))

  it.effect("are created once, on a list and at a company, and shown", () =>
    Effect.gen(function* () {
      const { create, get } = yield* Contacts
      const told = { first_name: "Ann", work_email: "Ann@one.de", company_domain: "one.de" }
      const id = yield* create(who, { listId: "1", told })
      expect(yield* get(who, id)).toMatchObject({
        id,
        fullName: "Ann",
        version: "1",
        fields: { work_email: "ann@one.de", company_id: expect.any(String), city: null }
      })
      expect(yield* seen(`select from tandem.list_members where contact_id = ${id}`)).toHaveLength(
        1
      )
      expect(yield* tag(create(who, { listId: null, told }))).toBe("ContactTaken")
      expect(yield* tag(create(who, { listId: "99", told }))).toBe("ListUnknown")
      const nowhere = { listId: null, told: { company_id: 99 } }
      expect(yield* tag(create(who, nowhere))).toBe("ContactInvalid")
    })
  )

  it.effect("keep what a patch does not mention, and lose what it clears", () =>
    Effect.gen(function* () {
      const { create, patch } = yield* Contacts
      const told = { work_email: "ben@one.de", city: "Ulm", direct_phone: "0911 1234567" }
      const id = yield* create(who, { listId: null, told })
      const after = yield* patch(who, id, { work_email: null, direct_phone: null, state: "BY" })
      expect(after.fields).toMatchObject({
        work_email: null,
        direct_phone: null,
        city: "Ulm",
        state: "BY"
      })
      const keys = "num_nonnulls(email_key, direct_phone_e164, direct_phone_state)"
      expect(
        yield* seen(`select ${keys} as n, said->'work_email'->>'by' as by, version
                     from tandem.contacts where id = ${id}`)
      ).toEqual([{ n: 0, by: "api", version: "2" }])
      expect((yield* patch(who, id, { city: "Ulm" })).version).toBe("2")
      expect(yield* tag(patch(who, id, { work_email: "ann@one.de" }))).toBe("ContactTaken")
      expect(yield* tag(patch(who, id, {}))).toBe("ContactInvalid")
      expect(yield* tag(patch(who, id, { company_id: 99 }))).toBe("ContactInvalid")
    })
  )

  it.effect("are gone when they are deleted, and come back unless their place is taken", () =>
    Effect.gen(function* () {
      const { create, get, patch, remove, restore } = yield* Contacts
      const told = { work_email: "cat@one.de" }
      const id = yield* create(who, { listId: null, told })
      yield* remove(who, id)
      for (const asked of [tag(get(who, id)), tag(patch(who, id, told)), tag(remove(who, id))]) {
        expect(yield* asked).toBe("ContactUnknown")
      }
      expect((yield* restore(who, id)).fields).toMatchObject(told)
      expect((yield* restore(who, id)).version).toBe("3")
      yield* remove(who, id)
      yield* create(who, { listId: null, told })
      expect(yield* tag(restore(who, id))).toBe("ContactTaken")
    })
  )

  it.effect("are not there for another workspace, nor by what is no id", () =>
    Effect.gen(function* () {
      const { create, get, list, patch, remove, restore } = yield* Contacts
      const id = yield* create(who, { listId: null, told: { work_email: "dan@one.de" } })
      const from = (person: typeof who, id: string) => [
        tag(get(person, id)),
        tag(patch(person, id, { city: "X" })),
        tag(remove(person, id)),
        tag(restore(person, id))
      ]
      for (const asked of [
        ...from(stranger, id),
        ...from(who, "0"),
        ...from(who, "9".repeat(30))
      ]) {
        expect(yield* asked).toBe("ContactUnknown")
      }
      const page = { skip: 0, limit: 50 }
      for (const filter of [{ email: "dan@one.de" }, { name: "nn" }, { listId: "1" }, {}]) {
        const { contacts } = yield* list(stranger, filter, page)
        expect(contacts.every((it) => it.id === "2")).toBe(true)
      }
      expect((yield* list(stranger, { email: "dan@one.de" }, page)).total).toBe(0)
    })
  )

  it.effect("are found by every filter, and by all of them at once", () =>
    Effect.gen(function* () {
      const { create, list } = yield* Contacts
      yield* seen("update tandem.companies set industry = 'Fine Wine' where id = 1")
      const told = {
        first_name: "Zoe",
        last_name: "Quux",
        work_email: "zoe@acme.com",
        seniority_level: "VP",
        country: "Germany",
        state: "BY",
        company_id: 1,
        job_title: "Head of 100% fun_ny",
        city: "Würzburg",
        job_department: "Sales"
      }
      const id = yield* create(who, { listId: "1", told })
      const filters: Required<Filter> = {
        email: "ZOE@acme.com",
        seniorityLevel: "VP",
        country: "de",
        state: "BY",
        listId: "1",
        companyId: "1",
        name: "UU",
        jobTitle: "100% FUN_",
        companyName: "acm",
        city: "ÜRZ",
        jobDepartment: "ale",
        industry: "wine"
      }
      const page = { skip: 0, limit: 50 }
      const found = (filter: Filter) =>
        Effect.map(list(who, filter, page), ({ contacts }) => contacts.map((it) => it.id))
      for (const [name, value] of Object.entries(filters)) {
        expect(yield* found({ [name]: value }), name).toContain(id)
        expect(yield* found({ ...filters, [name]: "987" }), name).toEqual([])
      }
      expect(yield* found(filters)).toEqual([id])
      expect(yield* found({ jobTitle: "100_ fun" })).toEqual([])
    })
  )

  it.effect("come in pages that are a partition, with the number of all: the law", () =>
    Effect.gen(function* () {
      const { assertBatch, list } = yield* Contacts
      const items = Array.from({ length: 23 }, (_, at) => ({
        work_email: `p${at}@pages.de`,
        city: "Pages"
      }))
      yield* assertBatch(who, { listId: null, items })
      const services = yield* Effect.context<Contacts>()
      const law = fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom<Filter>({ city: "page" }, {}),
        (limit, filter) =>
          Effect.gen(function* () {
            const { contacts, total } = yield* list(who, filter, { skip: 0, limit: 200 })
            expect(contacts).toHaveLength(total)
            const pages = yield* Effect.forEach(
              Array.from({ length: Math.ceil(total / limit) + 1 }, (_, at) => at * limit),
              (skip) => list(who, filter, { skip, limit })
            )
            expect(pages.flatMap((page) => page.contacts)).toEqual(contacts)
            expect(pages.every((page) => page.total === total)).toBe(true)
          }).pipe(Effect.provide(services), Effect.runPromise)
      )
      yield* Effect.promise(() => fc.assert(law, { numRuns: 15 }))
    })
  )
})
