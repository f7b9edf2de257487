/** What became of a write whose answer never came. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { settleCreate, settleUpdate } from "../../src/core/Doubt.ts"
import type { Fields, Patch } from "../../src/core/Fields.ts"
import { Unreadable } from "../../src/core/Fields.ts"
import { same } from "../../src/core/Form.ts"
import { merge } from "../../src/core/Merge.ts"
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
})

describe("a create in doubt", () => {
  const doubt = { sent: { job_title: "VP" }, sentAt: 1_000, patience: 60_000 }
  const found = (remoteId: string, carriesOurId = false, fields: Fields = doubt.sent) => ({
    remoteId,
    fields,
    carriesOurId
  })

  it("waits until neither the request nor the index can hide it any longer", () => {
    expect(settleCreate(doubt, 60_999, [])).toEqual({ _tag: "Wait", until: 61_000 })
    expect(settleCreate(doubt, 61_000, [])).toEqual({ _tag: "Resend" })
  })

  it("does not take a look-alike for its own before the wait is over", () => {
    expect(settleCreate(doubt, 2_000, [found("7")])).toMatchObject({ _tag: "Wait" })
    expect(settleCreate(doubt, 61_000, [found("7")])).toMatchObject({
      _tag: "Landed",
      remoteId: "7"
    })
  })

  it("knows its own by the id it carries, at once and among look-alikes", () => {
    expect(settleCreate(doubt, 2_000, [found("6"), found("7", true)])).toMatchObject({
      _tag: "Landed",
      remoteId: "7"
    })
  })

  it("asks a person when two records fit", () => {
    expect(settleCreate(doubt, 61_000, [found("9"), found("8")])).toEqual({
      _tag: "Ambiguous",
      remoteIds: ["8", "9"]
    })
  })

  it("takes what was sent for the base, so that an edit made since flows in as one", () => {
    const verdict = settleCreate(doubt, 61_000, [found("7", true, { job_title: "Chief" })])
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
})
