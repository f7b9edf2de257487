/** What became of a write whose answer never came. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { settleCreate, settleUpdate } from "../../src/core/Doubt.ts"
import type { FieldName, Fields, Patch, Value } from "../../src/core/Fields.ts"
import { Unreadable } from "../../src/core/Fields.ts"
import { elements, same } from "../../src/core/Form.ts"
import { isSet } from "../../src/core/Kinds.ts"
import { merge } from "../../src/core/Merge.ts"
import type { Shadow } from "../../src/core/Shadow.ts"
import { always } from "../support/property.ts"
import { afterwards, fullRights, names, types, world } from "./worlds.ts"

const linkedWorld = world({ joined: true, rights: fullRights })

/** The remote after an unknown part of the write arrived. */
const partly = (fields: Fields, sent: Patch, arrived: ReadonlyArray<string>): Fields => ({
  ...fields,
  ...Object.fromEntries(Object.entries(sent).filter(([name]) => arrived.includes(name)))
})

describe("an update in doubt", () => {
  it(
    "counts as landed what the record now says in the words we sent, and nothing else",
    always(fc.tuple(linkedWorld, fc.subarray(names)), ([before, arrived]) => {
      const plan = merge(before)
      const now = partly(before.remote.fields, plan.remote, arrived)
      const verdict = settleUpdate(types, plan.shadow, plan.remote, now)
      for (const field of verdict.landed) {
        const said = now[field]
        if (said === undefined || said instanceof Unreadable) throw new Error("unsaid, yet landed")
        expect(same(types[field] ?? "text", said, plan.remote[field] ?? null)).toBe(true)
      }
      expect([...verdict.landed, ...verdict.open].sort()).toEqual(Object.keys(plan.remote).sort())
    })
  )

  it(
    "leaves the next merge to owe what did not land, and to write nothing when all of it did",
    always(fc.tuple(linkedWorld, fc.boolean()), ([before, all]) => {
      const plan = merge(before)
      const now = partly(before.remote.fields, plan.remote, all ? names : [])
      const { shadow } = settleUpdate(types, plan.shadow, plan.remote, now)
      const next = merge({
        ...afterwards(before, { ...plan, remote: {} }, shadow),
        remote: { ...before.remote, fields: now }
      })
      expect(next.hub).toEqual({})
      expect(next.remote).toEqual(all ? {} : plan.remote)
    })
  )

  it("takes a third value for somebody's edit, never for a part of our write", () => {
    const heads = { job_title: "VP" }
    const verdict = settleUpdate(
      types,
      { hub: heads, remote: heads, heard: {} },
      { job_title: "Head" },
      { job_title: "Chief" }
    )
    expect(verdict).toMatchObject({ landed: [], open: ["job_title"] })
    expect(verdict.shadow.hub).toEqual(heads)
  })

  it("takes our own write for ours, though respelled", () => {
    const long = "Head of Sales and Marketing for all of Europe"
    const number = {
      raw: "+4930123456",
      e164: "+4930123456",
      state: "valid",
      region: "DE"
    } as const
    const spellings: ReadonlyArray<readonly [FieldName, Value, Value]> = [
      ["first_name", "Ann", "ANN"],
      ["job_title", long, long.slice(0, 32)],
      ["direct_phone", { ...number, extension: "5" }, { ...number, extension: null }]
    ]
    for (const [field, ours, said] of spellings) {
      const before = { hub: { [field]: null }, remote: { [field]: null }, heard: {} }
      const verdict = settleUpdate(types, before, { [field]: ours }, { [field]: said })
      expect(verdict.landed).toEqual([field])
      expect(verdict.shadow).toMatchObject({ hub: { [field]: ours }, remote: { [field]: said } })
    }
  })

  it("takes what the record said before for no spelling of what was sent", () => {
    const spelled = { hub: { first_name: "ann" }, remote: { first_name: "ANN" }, heard: {} }
    const heard = {
      hub: { first_name: null },
      remote: { first_name: null },
      heard: { first_name: { value: "ANN", at: 1, clock: null } }
    }
    for (const shadow of [spelled, heard]) {
      const verdict = settleUpdate(types, shadow, { first_name: "Ann" }, { first_name: "ANN" })
      expect(verdict).toMatchObject({ landed: [], shadow })
    }
  })

  const next = (shadow: Shadow, hub: Fields, remote: Fields) => {
    const { hub: ours, remote: theirs } = merge({
      types,
      rights: fullRights,
      policy: { rules: {}, firstJoin: "ask", order: [] },
      shadow,
      hub: { fields: hub, said: {} },
      remote: { fields: remote, voice: { by: "acme", at: 1, clock: null } },
      rulings: {}
    })
    return { hub: ours, remote: theirs }
  }
  const tags = (hub: Value | null, remote: Value | null): Shadow => ({
    hub: { tags: hub },
    remote: { tags: remote },
    heard: {}
  })

  it("settles a set by element, so that one removed since stays removed beside an addition", () => {
    const now = { tags: ["ours", "theirs"] }
    const { shadow } = settleUpdate(types, tags(null, null), { tags: ["ours"] }, now)
    expect(next(shadow, { tags: null }, now)).toEqual({
      hub: { tags: ["theirs"] },
      remote: { tags: ["theirs"] }
    })
  })

  it("takes no element for removed that the write may have found no room for", () => {
    const sent = { tags: ["new", "old"] }
    const { shadow } = settleUpdate(types, tags(["old"], ["old"]), sent, { tags: ["new"] })
    expect(next(shadow, sent, { tags: ["new"] })).toEqual({ hub: {}, remote: sent })
  })

  it("still takes an element for removed where nothing of the write is seen", () => {
    const sent = { tags: ["a", "b", "new"] }
    const { shadow } = settleUpdate(types, tags(["a", "b"], ["a", "b"]), sent, { tags: ["a"] })
    expect(next(shadow, sent, { tags: ["a"] })).toEqual({
      hub: { tags: ["a", "new"] },
      remote: { tags: ["a", "new"] }
    })
  })

  it("leaves alone the elements of the hub that were never sent", () => {
    const shadow = tags(["a", "b"], ["a"])
    const settled = settleUpdate(types, shadow, { tags: ["c"] }, { tags: ["c"] }).shadow
    expect(next(settled, { tags: ["b", "c"] }, { tags: ["c"] })).toEqual({ hub: {}, remote: {} })
  })

  it(
    "costs the hub no element, whatever little room the record has",
    always(linkedWorld, (before) => {
      const plan = merge(before)
      const now: { [field: FieldName]: Fields[string] } = { ...before.remote.fields }
      for (const [field, value] of Object.entries(plan.remote)) {
        if (isSet(types[field] ?? "text") && Array.isArray(value)) now[field] = value.slice(0, 1)
      }
      const { shadow } = settleUpdate(types, plan.shadow, plan.remote, now)
      const then = afterwards(before, { ...plan, remote: {} }, shadow)
      const again = merge({ ...then, remote: { ...before.remote, fields: now } })
      for (const field of Object.keys(plan.remote)) {
        const type = types[field] ?? "text"
        const members = (fields: Fields): ReadonlyArray<string> => {
          const said = fields[field] ?? null
          return [...elements(type, said instanceof Unreadable ? null : said).keys()]
        }
        // Where nothing of the write is seen, what is missing was somebody's to remove.
        const written = members(now).some((it) => !members(plan.shadow.remote).includes(it))
        if (!isSet(type) || !written) continue
        expect(members({ ...then.hub.fields, ...again.hub })).toEqual(members(then.hub.fields))
      }
    })
  )
})

describe("a create in doubt", () => {
  const doubt = { sent: { job_title: "VP" }, sentAt: 1_000, patience: 60_000 }
  const found = (remoteId: string, carriesOurId = false, fields: Fields = doubt.sent) => ({
    remoteId,
    fields,
    carriesOurId
  })

  it("waits until neither the request nor the index can hide it any longer", () => {
    expect(settleCreate(types, doubt, 60_999, [])).toEqual({ _tag: "Wait", until: 61_000 })
    expect(settleCreate(types, doubt, 61_000, [])).toEqual({ _tag: "Resend" })
  })

  it("does not take a look-alike for its own before the wait is over", () => {
    expect(settleCreate(types, doubt, 2_000, [found("7")])).toMatchObject({ _tag: "Wait" })
    expect(settleCreate(types, doubt, 61_000, [found("7")])).toMatchObject({
      _tag: "Landed",
      remoteId: "7"
    })
  })

  it("knows its own by the id it carries, at once and among look-alikes", () => {
    expect(settleCreate(types, doubt, 2_000, [found("6"), found("7", true)])).toMatchObject({
      _tag: "Landed",
      remoteId: "7"
    })
  })

  it("asks a person when two records fit", () => {
    expect(settleCreate(types, doubt, 61_000, [found("9"), found("8")])).toEqual({
      _tag: "Ambiguous",
      remoteIds: ["8", "9"]
    })
  })

  it("takes what was sent for the base, so that an edit made since flows in as one", () => {
    const verdict = settleCreate(types, doubt, 61_000, [found("7", true, { job_title: "Chief" })])
    if (verdict._tag !== "Landed") throw new Error(verdict._tag)
    const next = merge({
      types,
      rights: fullRights,
      policy: { rules: {}, firstJoin: "ask", order: [] },
      shadow: verdict.shadow,
      hub: { fields: { job_title: "VP" }, said: {} },
      remote: {
        fields: { job_title: "Chief" },
        voice: { by: "acme", at: 1, clock: null }
      },
      rulings: {}
    })
    expect(next.hub).toEqual({ job_title: "Chief" })
    expect(next.conflicts).toEqual([])
  })

  it("takes nothing from the hub that the record respelled or had no room for", () => {
    const sent = { first_name: "Ann", tags: ["a", "b"] }
    const now = { first_name: "ANN", tags: ["a"] }
    const verdict = settleCreate(types, { ...doubt, sent }, 2_000, [found("7", true, now)])
    if (verdict._tag !== "Landed") throw new Error(verdict._tag)
    const next = merge({
      types,
      rights: fullRights,
      policy: { rules: {}, firstJoin: "ask", order: [] },
      shadow: verdict.shadow,
      hub: { fields: sent, said: {} },
      remote: { fields: now, voice: { by: "acme", at: 1, clock: null } },
      rulings: {}
    })
    expect(next.hub).toEqual({})
    expect(next.remote).toEqual({ tags: ["a", "b"] })
    expect(next.conflicts).toEqual([])
  })
})
