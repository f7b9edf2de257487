/** The laws of the merge. Each title is the law; each body is the law in code. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { FieldName, Fields, Patch, Value } from "../../src/core/Fields.ts"
import { Unreadable } from "../../src/core/Fields.ts"
import { elements, same } from "../../src/core/Form.ts"
import { isSet } from "../../src/core/Kinds.ts"
import { type Merging, merge, type Plan, type Rights } from "../../src/core/Merge.ts"
import type { Policy, Rule, Voice } from "../../src/core/Policy.ts"
import { landed, type Shadow } from "../../src/core/Shadow.ts"
import { always } from "../support/property.ts"
import { afterwards, connections, fullRights, names, types, world } from "./worlds.ts"

const silent = { hub: {}, remote: {} }
const patches = ({ hub, remote }: Plan) => ({ hub, remote })
const typeOf = (field: FieldName) => types[field] ?? "text"

describe("merge, for every world", () => {
  it(
    "settles: once both patches have landed there is nothing more to write",
    always(world(), (before) => {
      const plan = merge(before)
      const shadow = landed(
        plan.shadow,
        plan.remote,
        { ...before.hub.fields, ...plan.hub },
        { ...before.remote.fields, ...plan.remote }
      )
      expect(patches(merge(afterwards(before, plan, shadow)))).toEqual(silent)
    })
  )

  it(
    "is idempotent: before the push, the same pair owes the same again and the hub is left alone",
    always(world(), (before) => {
      const plan = merge(before)
      const hubDone = { ...plan, remote: {} }
      const again = merge(afterwards(before, hubDone, plan.shadow))
      expect(again.hub).toEqual({})
      expect(again.remote).toEqual(plan.remote)
      expect(again.shadow).toEqual(plan.shadow)
    })
  )

  it(
    "does not change its mind when the same words are read again later",
    always(fc.tuple(world({ joined: true }), fc.integer({ min: 1, max: 10 })), ([before, days]) => {
      const plan = merge(before)
      const later = afterwards(before, { ...plan, remote: {} }, plan.shadow)
      const { voice } = before.remote
      const again = merge({
        ...later,
        remote: {
          ...later.remote,
          voice: { ...voice, at: voice.at + days * 86_400_000, clock: null }
        }
      })
      expect(patches(again)).toEqual({ hub: {}, remote: plan.remote })
    })
  )

  it(
    "takes silence for what was heard last, and decides nothing anew",
    always(world(), (before) => {
      const plan = merge(before)
      const then = afterwards(before, { ...plan, remote: {} }, plan.shadow)
      const unread = Object.entries(before.remote.fields).filter(
        ([, said]) => said instanceof Unreadable
      )
      const fields = Object.fromEntries(unread)
      const silence = merge({ ...then, remote: { ...then.remote, fields } })
      expect(silence).toEqual(merge(then))
    })
  )

  it(
    "hears nothing in silence",
    always(world({ joined: true }), (before) => {
      const plan = merge({
        ...before,
        hub: { ...before.hub, fields: {} },
        remote: { ...before.remote, fields: {} }
      })
      expect(patches(plan)).toEqual(silent)
      expect(plan.shadow).toEqual(before.shadow)
      expect(plan.conflicts).toEqual([])
    })
  )

  it(
    "is silent when nothing moved",
    always(world({ joined: true }), (before) => {
      const base = before.shadow?.hub ?? {}
      const plan = merge({
        ...before,
        hub: { ...before.hub, fields: base },
        remote: { ...before.remote, fields: base }
      })
      expect(patches(plan)).toEqual(silent)
      expect(plan.shadow).toEqual(before.shadow)
    })
  )

  it(
    "has no favourite side",
    always(world({ joined: true, rights: fullRights }), (drawn) => {
      const before = impartial(drawn)
      const [plan, flipped] = [merge(before), merge(flip(before))]
      expect({ hub: flipped.remote, remote: flipped.hub }).toEqual(patches(plan))
      expect(
        flipped.conflicts.map(({ field, hub, remote, winner }) => ({
          field,
          hub: remote,
          remote: hub,
          winner: winner === null ? null : winner === "hub" ? "remote" : "hub"
        }))
      ).toEqual(
        plan.conflicts.map(({ field, hub, remote, winner }) => ({ field, hub, remote, winner }))
      )
    })
  )

  it(
    "loses no edit silently: what a side says is on both sides afterwards, or in a conflict",
    always(world(), (before) => {
      const plan = merge(before)
      const inConflict = (field: FieldName, value: Value | null) =>
        plan.conflicts.some(
          (it) =>
            it.field === field &&
            (same(typeOf(field), it.hub, value) || same(typeOf(field), it.remote, value))
        )
      for (const field of names) {
        const ours = before.hub.fields[field]
        const theirs = before.remote.fields[field]
        for (const [said, patch] of [
          [ours, plan.hub],
          [theirs, plan.remote]
        ] as const) {
          if (said === undefined || said === null || said instanceof Unreadable) continue
          if (patch === plan.remote && before.rights[field]?.reads !== true) continue
          if (!Object.hasOwn(patch, field)) continue
          const edited =
            before.shadow === null ||
            !same(
              typeOf(field),
              said,
              before.shadow[patch === plan.hub ? "hub" : "remote"][field] ?? null
            )
          if (edited && !isSet(typeOf(field))) expect(inConflict(field, said), field).toBe(true)
        }
      }
    })
  )

  it(
    "writes only where it may: no patch for a locked or unreadable field, none for a stranger's",
    always(world(), (before) => {
      const plan = merge(before)
      for (const field of Object.keys(plan.remote)) {
        expect(before.rights[field]?.writes).toBe(true)
      }
      for (const field of [...Object.keys(plan.hub), ...Object.keys(plan.remote)]) {
        expect(before.hub.fields[field]).not.toBeInstanceOf(Unreadable)
        if (before.rights[field]?.reads) {
          expect(before.remote.fields[field]).not.toBeInstanceOf(Unreadable)
        }
      }
    })
  )

  it(
    "moves no head of a value that is still owed",
    always(world({ joined: true }), (before) => {
      const plan = merge(before)
      for (const field of Object.keys(plan.remote).filter((name) => !isSet(typeOf(name)))) {
        expect(plan.shadow.hub[field]).toEqual(before.shadow?.hub[field])
        expect(plan.shadow.remote[field]).toEqual(before.shadow?.remote[field])
      }
    })
  )

  it(
    "writes neither side of an open question",
    always(world(), (before) => {
      const plan = merge(before)
      for (const { field, winner } of plan.conflicts) {
        if (winner !== null) continue
        expect(Object.hasOwn(plan.hub, field)).toBe(false)
        expect(Object.hasOwn(plan.remote, field)).toBe(false)
      }
    })
  )

  it(
    "never echoes: a CRM that respells everything it is sent is not taken to have edited it",
    always(world({ rights: fullRights }), (before) => {
      const plan = merge(before)
      const respelled = { ...before.remote.fields, ...respell(plan.remote) }
      const hub = { ...before.hub.fields, ...plan.hub }
      const shadow = landed(plan.shadow, plan.remote, hub, respelled)
      const next = merge({
        ...before,
        shadow,
        hub: { fields: hub, said: { ...before.hub.said, ...plan.said } },
        remote: { ...before.remote, fields: respelled }
      })
      expect(patches(next)).toEqual(silent)
    })
  )

  it(
    "does not depend on the order of the fields",
    always(
      fc.tuple(world(), fc.shuffledSubarray(names, { minLength: names.length })),
      ([w, order]) => {
        const rights: Rights = Object.fromEntries(
          order.map((name) => [name, w.rights[name] ?? { reads: false, writes: false }])
        )
        const sorted = (plan: Plan) => ({
          ...plan,
          conflicts: [...plan.conflicts].sort((a, b) => (a.field < b.field ? -1 : 1))
        })
        expect(sorted(merge({ ...w, rights }))).toEqual(sorted(merge(w)))
      }
    )
  )

  it(
    "commutes across connections: whoever is heard first, the hub says the same in the end",
    always(
      fc.tuple(
        world({ joined: true, rights: fullRights }),
        world({ joined: true, rights: fullRights })
      ),
      ([a, b]) => {
        // Two records linked to one hub row, agreed on the same base; no vendor clocks, and
        // rules that rank: with `ask` nothing moves, and `hub` ranks whoever wrote first.
        const rules: { [field: FieldName]: Rule } = {}
        for (const name of names) {
          const drawn = a.policy.rules[name] ?? "newest"
          rules[name] = drawn === "hub" || drawn === "ask" ? "newest" : drawn
        }
        const policy = { ...a.policy, rules }
        const hubFields = a.hub.fields
        const hear = (state: Merging["hub"], from: Merging, by: string, at: number) => {
          const plan = merge({
            ...from,
            policy,
            shadow: a.shadow,
            hub: state,
            remote: { fields: from.remote.fields, voice: { by, at, clock: null } }
          })
          return {
            fields: { ...state.fields, ...plan.hub },
            said: { ...state.said, ...plan.said }
          }
        }
        const said = Object.fromEntries(
          Object.entries(a.hub.said).map(([name, voice]) => [name, { ...voice, clock: null }])
        )
        const start = { fields: hubFields, said }
        const ab = hear(hear(start, a, "acme", 1_500_000), b, "bolt", 1_600_000)
        const ba = hear(hear(start, b, "bolt", 1_600_000), a, "acme", 1_500_000)
        for (const name of names) {
          const [x, y] = [ab.fields[name], ba.fields[name]]
          if (x instanceof Unreadable || y instanceof Unreadable) continue
          expect(same(typeOf(name), x ?? null, y ?? null), name).toBe(true)
        }
      }
    )
  )
})

describe("merge, case by case", () => {
  const at = (by: string, time: number, clock: number | null = null): Voice => ({
    by,
    at: time,
    clock
  })
  const pair = (options: {
    readonly base?: Fields
    readonly hub: Fields
    readonly remote: Fields
    readonly rules?: Policy["rules"]
    readonly firstJoin?: Rule
    readonly said?: { readonly [field: FieldName]: Voice }
    readonly voice?: Voice
    readonly rights?: Rights
  }): Merging => {
    const heads = options.base as Shadow["hub"] | undefined // the cases below are plain values
    return {
      types,
      rights: options.rights ?? fullRights,
      policy: {
        rules: options.rules ?? {},
        firstJoin: options.firstJoin ?? "ask",
        order: connections
      },
      shadow: heads === undefined ? null : { hub: heads, remote: heads, heard: {} },
      hub: { fields: options.hub, said: options.said ?? {} },
      remote: { fields: options.remote, voice: options.voice ?? at("acme", 2_000) },
      rulings: {}
    }
  }
  const title = (said: Value | null | undefined): Fields =>
    said === undefined ? {} : { job_title: said }

  it("takes a field the record leaves out as nothing said, not as a clear", () => {
    const plan = merge(pair({ base: title("VP"), hub: title("VP"), remote: {} }))
    expect(patches(plan)).toEqual(silent)
    expect(plan.conflicts).toEqual([])
  })

  it("carries a clear across, either way", () => {
    const inward = merge(pair({ base: title("VP"), hub: title("VP"), remote: title(null) }))
    expect(inward.hub).toEqual(title(null))
    const outward = merge(pair({ base: title("VP"), hub: title(null), remote: title("VP") }))
    expect(outward.remote).toEqual(title(null))
  })

  it("freezes what it cannot read, and writes neither side", () => {
    const unreadable = new Unreadable({ odd: 1 }, "not a text")
    const plan = merge(
      pair({ base: title("VP"), hub: title("Head"), remote: { job_title: unreadable } })
    )
    expect(patches(plan)).toEqual(silent)
    expect(plan.shadow.hub).toEqual(title("VP"))
  })

  it("lets the edit the hub saw later win under newest, and keeps the other", () => {
    const both = { base: title("VP"), hub: title("Head"), remote: title("Chief") }
    const late = merge(pair({ ...both, said: { job_title: at("api", 1_000) } }))
    expect(late.hub).toEqual(title("Chief"))
    expect(late.conflicts).toEqual([
      {
        field: "job_title",
        why: "edited",
        rule: "newest",
        winner: "remote",
        hub: "Head",
        remote: "Chief"
      }
    ])
    const early = merge(pair({ ...both, said: { job_title: at("api", 3_000) } }))
    expect(early.remote).toEqual(title("Head"))
    expect(early.conflicts[0]).toMatchObject({ winner: "hub", hub: "Head", remote: "Chief" })
  })

  it("believes two vendors' clocks only when they are more than two minutes apart", () => {
    const both = { base: title("VP"), hub: title("Head"), remote: title("Chief") }
    const seenLaterSaidEarlier = (gap: number) =>
      merge(
        pair({
          ...both,
          said: { job_title: at("bolt", 1_000, 10_000_000 + gap) },
          voice: at("acme", 2_000, 10_000_000)
        })
      ).conflicts[0]?.winner
    expect(seenLaterSaidEarlier(120_001)).toBe("hub")
    expect(seenLaterSaidEarlier(120_000)).toBe("remote")
  })

  it("believes one vendor's clock about its own edits, however near", () => {
    const plan = merge(
      pair({
        base: title("VP"),
        hub: title("Head"),
        remote: title("Chief"),
        said: { job_title: at("acme", 1_000, 10_001) },
        voice: at("acme", 2_000, 10_000)
      })
    )
    expect(plan.conflicts[0]?.winner).toBe("hub")
  })

  it("breaks a tie by the order of the configuration, not by which side it stands on", () => {
    const tie = (hubBy: string, remoteBy: string) =>
      merge(
        pair({
          base: title("VP"),
          hub: title("Head"),
          remote: title("Chief"),
          said: { job_title: at(hubBy, 2_000) },
          voice: at(remoteBy, 2_000)
        })
      ).conflicts[0]?.winner
    expect(tie("acme", "bolt")).toBe("hub")
    expect(tie("bolt", "acme")).toBe("remote")
    expect(tie("api", "acme")).toBe("hub")
  })

  it("ranks by trust: the hub first where it is not named, the unlisted last", () => {
    const trust = (rule: Rule, hubBy: string, remoteBy: string) =>
      merge(
        pair({
          base: title("VP"),
          hub: title("Head"),
          remote: title("Chief"),
          rules: { job_title: rule },
          said: { job_title: at(hubBy, 1_000) },
          voice: at(remoteBy, 2_000)
        })
      ).conflicts[0]?.winner
    expect(trust(["bolt", "acme"], "acme", "bolt")).toBe("remote")
    expect(trust(["acme", "bolt"], "acme", "bolt")).toBe("hub")
    expect(trust(["acme"], "api", "acme")).toBe("hub")
    expect(trust(["acme", "hub"], "api", "acme")).toBe("remote")
    expect(trust(["acme"], "acme", "core")).toBe("hub")
    expect(trust(["acme"], "core", "acme")).toBe("remote")
  })

  it("keeps the hub's word under hub, whatever came later", () => {
    const plan = merge(
      pair({
        base: title("VP"),
        hub: title("Head"),
        remote: title("Chief"),
        rules: { job_title: "hub" },
        said: { job_title: at("api", 1_000) }
      })
    )
    expect(plan.remote).toEqual(title("Head"))
    expect(plan.conflicts[0]).toMatchObject({ rule: "hub", winner: "hub", remote: "Chief" })
  })

  it("asks: writes neither side, and keeps both values in an open conflict", () => {
    const plan = merge(
      pair({
        base: title("VP"),
        hub: title("Head"),
        remote: title("Chief"),
        rules: { job_title: "ask" }
      })
    )
    expect(patches(plan)).toEqual(silent)
    expect(plan.conflicts).toEqual([
      { field: "job_title", why: "edited", rule: "ask", winner: null, hub: "Head", remote: "Chief" }
    ])
  })

  it("keeps a question open while the record does not mention the field", () => {
    const asked = pair({
      base: title("VP"),
      hub: title("Head"),
      remote: title("Chief"),
      rules: { job_title: "ask" }
    })
    const { conflicts, shadow } = merge(asked)
    const silent = merge({ ...asked, shadow, remote: { ...asked.remote, fields: {} } })
    expect(patches(silent)).toEqual({ hub: {}, remote: {} })
    expect(silent.conflicts).toEqual(conflicts)
    expect(silent.shadow).toEqual(shadow)
  })

  it("forgets what it heard once both sides are back where they agreed", () => {
    const said = { job_title: at("api", 3_000) }
    const asked = pair({ base: title("VP"), hub: title("Head"), remote: title("Chief"), said })
    const contended = merge(asked).shadow
    expect(Object.keys(contended.heard)).toEqual(["job_title"])
    const back = pair({ hub: title("VP"), remote: title("VP"), said })
    const { shadow } = merge({ ...back, shadow: contended })
    const again = pair({
      hub: title("Boss"),
      remote: title("Chief"),
      said: { job_title: at("api", 4_000) },
      voice: at("acme", 5_000)
    })
    expect(merge({ ...again, shadow }).hub).toEqual(title("Chief"))
  })

  it("follows a person's ruling as long as both sides still say what was ruled on", () => {
    const asked = pair({
      base: title("VP"),
      hub: title("Head"),
      remote: title("Chief"),
      rules: { job_title: "ask" }
    })
    const ruling = { winner: "hub", at: 3_000, hub: "Head", remote: "Chief" } as const
    const ruled = merge({ ...asked, rulings: { job_title: ruling } })
    expect(ruled.remote).toEqual(title("Head"))
    expect(ruled.conflicts[0]).toMatchObject({ rule: "person", winner: "hub" })
    const stale = merge({ ...asked, rulings: { job_title: { ...ruling, remote: "Boss" } } })
    expect(patches(stale)).toEqual(silent)
  })

  it("follows no ruling on what was said anew since, be it in the same words", () => {
    const consent = (hub: number, remote: number) =>
      merge({
        ...pair({
          base: { do_not_call: true },
          hub: { do_not_call: true },
          remote: { do_not_call: false },
          said: { do_not_call: at("api", hub) },
          voice: at("acme", remote)
        }),
        rulings: { do_not_call: { winner: "remote", at: 3_000, hub: true, remote: false } }
      }).hub
    expect(consent(1_000, 2_000)).toEqual({ do_not_call: false })
    expect(consent(4_000, 2_000)).toEqual({})
    expect(consent(1_000, 4_000)).toEqual({})
  })

  it("tightens consent at once and loosens it never by sync", () => {
    const consent = (base: boolean, hub: boolean, remote: boolean) =>
      merge(
        pair({
          base: { do_not_call: base },
          hub: { do_not_call: hub },
          remote: { do_not_call: remote }
        })
      )
    expect(consent(false, false, true).hub).toEqual({ do_not_call: true })
    const refused = consent(true, true, false)
    expect(patches(refused)).toEqual({ hub: {}, remote: { do_not_call: true } })
    expect(refused.conflicts[0]).toMatchObject({ why: "consent", winner: "hub", remote: false })
    expect(consent(true, false, true).remote).toEqual({ do_not_call: false })
  })

  it("settles a false conflict without a word: both made the same edit", () => {
    const plan = merge(pair({ base: title("VP"), hub: title("Head"), remote: title("Head") }))
    expect(patches(plan)).toEqual(silent)
    expect(plan.conflicts).toEqual([])
    expect(plan.shadow.hub).toEqual(title("Head"))
  })

  it("takes a change of case for the edit it is", () => {
    const plan = merge(
      pair({
        base: { first_name: "mcdonald" },
        hub: { first_name: "mcdonald" },
        remote: { first_name: "McDonald" }
      })
    )
    expect(plan.hub).toEqual({ first_name: "McDonald" })
  })

  it("merges a set element by element: both additions and both removals happen", () => {
    const plan = merge(
      pair({
        base: { tags: ["a", "b"] },
        hub: { tags: ["b", "c"] },
        remote: { tags: ["a", "d"] }
      })
    )
    expect(plan.hub).toEqual({ tags: ["c", "d"] })
    expect(plan.remote).toEqual({ tags: ["c", "d"] })
    expect(plan.conflicts).toEqual([])
  })

  it("does not bring back an element removed after it was taken in, though others are still owed", () => {
    const first = merge(
      pair({ base: { tags: null }, hub: { tags: ["ours"] }, remote: { tags: ["theirs"] } })
    )
    expect(first.hub).toEqual({ tags: ["ours", "theirs"] })
    const removed = merge({
      ...pair({ hub: { tags: ["ours"] }, remote: { tags: ["theirs"] } }),
      shadow: first.shadow
    })
    expect(removed.hub).toEqual({})
    expect(removed.remote).toEqual({ tags: ["ours"] })
  })

  it("leaves the elements a one-slot CRM cannot hold alone", () => {
    const shadow: Shadow = {
      hub: { personal_emails: ["a@x.org", "b@x.org"] },
      remote: { personal_emails: ["a@x.org"] },
      heard: {}
    }
    const plan = merge({
      ...pair({
        hub: { personal_emails: ["a@x.org", "b@x.org"] },
        remote: { personal_emails: ["c@x.org"] }
      }),
      shadow
    })
    expect(plan.hub).toEqual({ personal_emails: ["b@x.org", "c@x.org"] })
    expect([...elements("email-set", plan.hub["personal_emails"] ?? null).keys()]).toHaveLength(2)
  })

  describe("at the first join, when there is no shadow", () => {
    it("fills a blank on either side and asks nobody", () => {
      expect(merge(pair({ hub: title(null), remote: title("VP") })).hub).toEqual(title("VP"))
      expect(merge(pair({ hub: title("VP"), remote: title(null) })).remote).toEqual(title("VP"))
    })

    it("agrees where the normal forms are equal", () => {
      const plan = merge(pair({ hub: title("VP"), remote: title("VP") }))
      expect(patches(plan)).toEqual(silent)
      expect(plan.shadow.remote).toEqual(title("VP"))
    })

    it("writes a disagreement to neither side and holds it for a person", () => {
      const plan = merge(pair({ hub: title("VP"), remote: title("Head") }))
      expect(patches(plan)).toEqual(silent)
      expect(plan.shadow.hub).toEqual({})
      expect(plan.conflicts).toEqual([
        {
          field: "job_title",
          why: "first-join",
          rule: "ask",
          winner: null,
          hub: "VP",
          remote: "Head"
        }
      ])
    })

    it("settles a disagreement by the rule for first joins, and keeps what lost", () => {
      const plan = merge(pair({ hub: title("VP"), remote: title("Head"), firstJoin: "hub" }))
      expect(plan.remote).toEqual(title("VP"))
      expect(plan.conflicts[0]).toMatchObject({ why: "first-join", winner: "hub", remote: "Head" })
    })

    it("takes a clear of what was held for the move it is, not for a blank to fill", () => {
      const held = merge(pair({ hub: title("VP"), remote: title("Head") })).shadow
      const cleared = { ...pair({ hub: title("VP"), remote: title(null) }), shadow: held }
      const plan = merge(cleared)
      expect(patches(plan)).toEqual(silent)
      expect(plan.conflicts[0]).toMatchObject({ winner: null, hub: "VP", remote: null })
      expect(merge({ ...cleared, shadow: plan.shadow })).toEqual(plan)
    })

    it("owes a value to a blank it has seen, and takes what is said there next for an edit", () => {
      const { shadow } = merge(pair({ hub: title("VP"), remote: title(null) }))
      const quiet = merge({ ...pair({ hub: title("VP"), remote: {} }), shadow })
      expect(quiet.remote).toEqual(title("VP"))
      const edited = merge({ ...pair({ hub: title("VP"), remote: title("Head") }), shadow })
      expect(edited.hub).toEqual(title("Head"))
      expect(edited.conflicts[0]).toMatchObject({ why: "edited", hub: "VP", remote: "Head" })
    })

    it("does not overwrite a field the record never mentioned", () => {
      const plan = merge(pair({ hub: title("VP"), remote: {} }))
      expect(patches(plan)).toEqual(silent)
      expect(plan.shadow.hub).toEqual({})
    })

    it("does not fill what somebody in the hub has cleared, a set included", () => {
      for (const [field, value] of [
        ["job_title", "VP"],
        ["tags", ["vip"]]
      ] as const) {
        const plan = merge(
          pair({
            hub: { [field]: null },
            remote: { [field]: value },
            said: { [field]: at("api", 1_000) }
          })
        )
        expect(patches(plan)).toEqual(silent)
        expect(plan.conflicts[0]).toMatchObject({ why: "first-join", winner: null, hub: null })
      }
    })

    it("joins two sets into one that loses nothing", () => {
      const plan = merge(pair({ hub: { tags: ["a"] }, remote: { tags: ["b"] } }))
      expect(patches(plan)).toEqual({ hub: { tags: ["a", "b"] }, remote: { tags: ["a", "b"] } })
    })

    it("takes the stricter consent without asking", () => {
      const plan = merge(pair({ hub: { do_not_call: false }, remote: { do_not_call: true } }))
      expect(plan.hub).toEqual({ do_not_call: true })
      expect(plan.conflicts[0]).toMatchObject({ why: "first-join", hub: false })
    })
  })

  it("owes nothing to a field it may not write, and loses no edit over it", () => {
    const rights = { job_title: { reads: true, writes: false } }
    const ours = merge(pair({ base: title("VP"), hub: title("Head"), remote: title("VP"), rights }))
    expect(patches(ours)).toEqual(silent)
    const both = merge({
      ...pair({ hub: title("Head"), remote: title("Chief"), rights }),
      shadow: ours.shadow
    })
    expect(both.conflicts[0]).toMatchObject({ hub: "Head", remote: "Chief" })
  })

  it("names who said each value it brings into the hub, at the time it was first heard", () => {
    const plan = merge(
      pair({ base: title("VP"), hub: title("VP"), remote: title("Chief"), voice: at("acme", 7, 5) })
    )
    expect(plan.said).toEqual({ job_title: { by: "acme", at: 7, clock: 5 } })
  })
})

/** Rules and voices that do not know one side from the other. */
const impartial = (merging: Merging): Merging => {
  const rules: { [field: FieldName]: Rule } = {}
  for (const name of names) {
    const rule = merging.policy.rules[name] ?? "newest"
    rules[name] = rule === "ask" || rule === "newest" ? rule : ["acme", "bolt", "hub"]
  }
  const drawn = Object.values(merging.hub.said)[0]
  const voice = { by: "bolt", at: drawn?.at ?? 1_000_000, clock: drawn?.clock ?? null }
  const said = Object.fromEntries(names.map((name) => [name, voice]))
  return {
    ...merging,
    policy: { ...merging.policy, rules },
    hub: { ...merging.hub, said }
  }
}

/** Hub and record trade places. */
const flip = (merging: Merging): Merging => ({
  ...merging,
  shadow:
    merging.shadow === null
      ? null
      : { hub: merging.shadow.remote, remote: merging.shadow.hub, heard: {} },
  hub: {
    fields: merging.remote.fields,
    said: Object.fromEntries(names.map((name) => [name, merging.remote.voice]))
  },
  remote: {
    fields: merging.hub.fields,
    voice: Object.values(merging.hub.said)[0] ?? merging.remote.voice
  }
})

const respell = (patch: Patch): Fields => {
  const shouted: { [name: FieldName]: Value | null } = {}
  for (const [name, value] of Object.entries(patch)) {
    shouted[name] = typeof value === "string" ? `${value.toUpperCase()} ` : value
  }
  return shouted
}
