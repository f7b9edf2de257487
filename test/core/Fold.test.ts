/** What a batch of asserts means: the same as its items one after the other. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { Patch } from "../../src/core/Fields.ts"
import { changesOf, type Folded, fold, type Row, type Said } from "../../src/core/Fold.ts"
import { always } from "../support/property.ts"

const said = (email: string | null, page: string | null, about = "", mailbox = ""): Said => ({
  identity: { first: email, linkedin: page, shared: mailbox || null },
  fields: {
    ...(email === null && mailbox === "" ? {} : { work_email: email ?? mailbox }),
    ...(page === null ? {} : { linkedin_url: page }),
    ...(about === "" ? {} : { about })
  }
})
const row = (id: string, ...told: Parameters<typeof said>): Row => ({ id, ...said(...told) })
const folded = (rows: ReadonlyArray<Row>, ...items: ReadonlyArray<Said>) =>
  fold("work_email", rows, items)

describe("a batch of asserts", () => {
  it("makes a row at the first mention of a key and changes it at the second", () => {
    const { outcomes, places } = folded([], said("ann", null, "one"), said("ann", "in/ann", "two"))
    expect(outcomes).toMatchObject([
      { place: 0, made: true },
      { place: 0, made: false }
    ])
    expect(places).toMatchObject([
      { before: null, fields: { work_email: "ann", linkedin_url: "in/ann", about: "two" } }
    ])
  })

  it("takes the email's row where the keys name two, and each keeps its LinkedIn", () => {
    const { outcomes, places } = folded(
      [row("1", "ann", "in/ann"), row("2", "bob", "in/bob")],
      said("ann", "in/bob", "new")
    )
    expect(outcomes).toMatchObject([{ place: 0, made: false, linkedinOf: 1 }])
    expect(places.map(({ fields }) => fields)).toEqual([
      { work_email: "ann", linkedin_url: "in/ann", about: "new" },
      { work_email: "bob", linkedin_url: "in/bob" }
    ])
  })

  it("asks LinkedIn where nobody has the email, which the row then takes and leaves its own", () => {
    const { outcomes, places } = folded(
      [row("1", "old", "in/ann")],
      said("new", "in/ann"),
      said("new", null),
      said("old", null)
    )
    expect(outcomes).toMatchObject([{ place: 0 }, { place: 0 }, { place: 1, made: true }])
    expect(places.map(({ identity }) => identity.first)).toEqual(["new", "old"])
  })

  it("takes a shared address for its only holder, and for nobody where there are several", () => {
    const one = row("1", null, null, "", "info")
    const two = row("2", null, "in/bob", "", "info")
    const item = said(null, null, "x", "info")
    expect(folded([one], item).outcomes).toMatchObject([{ place: 0, made: false }])
    expect(folded([one, two], item).outcomes).toEqual([{ _tag: "Several", places: [0, 1] }])
    expect(folded([one, two], said(null, "in/bob", "", "info")).outcomes).toMatchObject([
      { place: 1 }
    ])
    expect(folded([], item, item).outcomes).toMatchObject([{ made: true }, { made: false }])
  })

  it("refuses what has no key, and goes on", () => {
    const { outcomes } = folded([], said(null, null, "x"), said("ann", null))
    expect(outcomes).toMatchObject([{ _tag: "Nameless" }, { place: 0, made: true }])
  })

  it("is its items one after the other: the law", always(batches, oneByOne))

  it("changes nothing the second time where every item has one key: the law", async () => {
    await always(simple, (items) => {
      const known = rowsOf(folded([], ...items))
      const last = new Map(items.map((item) => [item.identity.first, item]))
      const again = folded(known, ...last.values())
      expect(again.places.map((place) => changesOf("work_email", place))).toEqual(
        known.map(() => ({}))
      )
    })()
  })

  it("lets no two rows have a key", always(batches, unique))
})

const word = fc.option(fc.constantFrom("a", "b", "c"), { freq: 3 })
const item = fc
  .tuple(word, word, fc.constantFrom("", "x", "y"), fc.constantFrom("", "", "info"))
  .map(([email, page, about, mailbox]) =>
    said(email, page === null ? null : `in/${page}`, about, email === null ? mailbox : "")
  )
const batches = fc.array(item, { maxLength: 8 })
const simple = fc.array(
  fc
    .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("", "x", "y"))
    .map(([email, about]) => said(email, null, about)),
  { maxLength: 8 }
)

/** As the next batch would read them. */
const rowsOf = ({ places }: Folded): ReadonlyArray<Row> =>
  places.map(({ fields, identity }, at) => ({ id: `${at}`, identity, fields }))

function oneByOne(items: ReadonlyArray<Said>) {
  const whole = folded([], ...items)
  let known: ReadonlyArray<Row> = []
  const outcomes = items.map((item) => {
    const step = folded(known, item)
    known = rowsOf(step)
    return step.outcomes[0]
  })
  expect(outcomes).toEqual(whole.outcomes)
  expect(known).toEqual(rowsOf(whole))
}

function unique(items: ReadonlyArray<Said>) {
  const { places } = folded([], ...items)
  for (const key of ["first", "linkedin"] as const) {
    const keys = places.map(({ identity }) => identity[key]).filter((it) => it !== null)
    expect(new Set(keys).size).toBe(keys.length)
  }
  const patches: ReadonlyArray<Patch> = places.map((place) => changesOf("work_email", place))
  expect(patches).toEqual(places.map(({ fields }) => fields))
}
