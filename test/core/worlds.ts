/**
 * Worlds for the merge: a base both sides once agreed on, and two sides that moved away from it.
 * The three are correlated, and values come from small pools, so that sides collide often.
 */
import * as fc from "effect/FastCheck"
import type { FieldName, Fields, Phone, Value } from "../../src/core/Fields.ts"
import { Unreadable } from "../../src/core/Fields.ts"
import type { FieldTypes } from "../../src/core/Kinds.ts"
import type { Merging, Plan, Rights } from "../../src/core/Merge.ts"
import type { Policy, Rule, Voice } from "../../src/core/Policy.ts"
import type { Shadow } from "../../src/core/Shadow.ts"

export const types: FieldTypes = {
  first_name: "name",
  work_email: "email",
  direct_phone: "phone",
  job_title: "text",
  confidence_score: "integer",
  do_not_call: "boolean",
  personal_emails: "email-set",
  tags: "tag-set"
}
export const names = Object.keys(types)

const phone = (e164: string): Phone => ({
  raw: e164,
  e164,
  state: "valid",
  region: "DE",
  extension: null
})

const pools: { readonly [field: FieldName]: ReadonlyArray<Value> } = {
  first_name: ["Ann", "ann", "Anna", "ANN"],
  work_email: ["ann@acme.com", "a@acme.com", "ann@home.org"],
  direct_phone: [phone("+4930123456"), phone("+4930123457"), phone("+14155551234")],
  job_title: ["VP", "vp", "Head of Sales"],
  confidence_score: [1, 2, 3],
  do_not_call: [true, false],
  personal_emails: [["a@x.org"], ["a@x.org", "b@x.org"], ["b@x.org", "c@x.org"]],
  tags: [["vip"], ["vip", "eu"], ["eu"], ["lead", "eu"]]
}

export const aValueOf = (field: FieldName): fc.Arbitrary<Value | null> =>
  fc.option(fc.constantFrom(...(pools[field] ?? ["x"])), { nil: null, freq: 4 })

const whole = fc.record(Object.fromEntries(names.map((name) => [name, aValueOf(name)])))

/** What a side says now: mostly what it said before, sometimes something else, or nothing. */
export const drift = (base: Fields): fc.Arbitrary<Fields> =>
  fc
    .record(
      Object.fromEntries(
        names.map((name) => [
          name,
          fc.oneof(
            { weight: 5, arbitrary: fc.constant<Fields[string] | undefined>(base[name]) },
            { weight: 4, arbitrary: aValueOf(name) },
            { weight: 1, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.constant(new Unreadable("?", "unreadable")) }
          )
        ])
      )
    )
    .map((said) => {
      const fields: { [name: FieldName]: Fields[string] } = {}
      for (const [name, value] of Object.entries(said)) {
        if (value !== undefined) fields[name] = value
      }
      return fields
    })

export const connections = ["acme", "bolt", "core"]

export const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.constantFrom<Rule>("newest", "hub", "ask", "most-restrictive"),
  fc.shuffledSubarray([...connections, "hub"])
)

export const policy: fc.Arbitrary<Policy> = fc.record({
  rules: fc.record(Object.fromEntries(names.map((name) => [name, rule]))),
  firstJoin: fc.constantFrom<Rule>("ask", "newest", "hub"),
  order: fc.constant(connections)
})

/** Two saying things at the same moment must be as likely as one after the other. */
const moment = fc.integer({ min: 0, max: 3 }).map((n) => 1_000_000 + n * 90_000)

export const voice = (by: fc.Arbitrary<string>): fc.Arbitrary<Voice> =>
  fc.record({ by, at: moment, clock: fc.option(moment, { nil: null }) })

const said = fc
  .record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.option(voice(fc.constantFrom("api", "sql", ...connections)), { nil: undefined })
      ])
    )
  )
  .map((all) => {
    const some: { [name: FieldName]: Voice } = {}
    for (const [name, one] of Object.entries(all)) if (one !== undefined) some[name] = one
    return some
  })

export const fullRights: Rights = Object.fromEntries(
  names.map((name) => [name, { reads: true, writes: true }])
)
const rights: fc.Arbitrary<Rights> = fc
  .subarray(names)
  .chain((locked) =>
    fc
      .boolean()
      .map((writeOnly) =>
        Object.fromEntries(
          names.map((name) => [
            name,
            locked.includes(name)
              ? { reads: !writeOnly, writes: writeOnly }
              : { reads: true, writes: true }
          ])
        )
      )
  )

export const shadowOn = (base: Fields): Shadow => {
  const heads = base as Shadow["hub"] // a base is drawn from values and clears alone
  return { hub: heads, remote: heads, heard: {} }
}

/** A pair that has agreed before, on every field or on none. */
export const world = (options?: { readonly joined?: boolean; readonly rights?: Rights }) =>
  fc
    .tuple(whole, policy, said, voice(fc.constant("acme")), rights, fc.boolean())
    .chain(([base, policy, said, voice, rights, joined]) =>
      fc.tuple(drift(base), drift(base)).map(
        ([hub, remote]): Merging => ({
          types,
          rights: options?.rights ?? rights,
          policy,
          shadow: (options?.joined ?? joined) ? shadowOn(base) : null,
          hub: { fields: hub, said },
          remote: { fields: remote, voice },
          rulings: {}
        })
      )
    )

/** The world a moment later, when everything the plan asked for has been written. */
export const afterwards = (merging: Merging, plan: Plan, shadow: Shadow): Merging => ({
  ...merging,
  shadow,
  hub: {
    fields: { ...merging.hub.fields, ...plan.hub },
    said: { ...merging.hub.said, ...plan.said }
  },
  remote: { ...merging.remote, fields: { ...merging.remote.fields, ...plan.remote } }
})
