/**
 * Rules and brakes as they are written. The rules are the core's own; a limit is spelled with
 * underscores in the file, and `off` instead of null, because in YAML a null is easily written
 * by accident.
 */
import * as Schema from "effect/Schema"
import { type Act, defaultLimits, type Limits } from "../core/Brakes.ts"
import type { FieldName } from "../core/Fields.ts"
import { type FieldType, fieldsOf, type Kind } from "../core/Kinds.ts"
import { type Rule as CoreRule, ruleFor } from "../core/Policy.ts"
import { Advice, Expects, key, optional, required } from "./Key.ts"
import { Count, Name, Share } from "./Values.ts"

const trust = Schema.NonEmptyArray(Name).annotations({
  [Expects]: "a list of connections, the most trusted first"
})

const rule = Schema.Union(Schema.Literal("newest", "hub", "ask"), trust).annotations({
  identifier: "rule",
  [Expects]: "newest, hub, ask, or a list of connections in order of trust",
  [Advice]: {
    "most-restrictive": "write another rule: this one is for yes-or-no fields like do_not_call"
  }
})

const consentRule = Schema.Union(
  Schema.Literal("most-restrictive", "newest", "hub", "ask"),
  trust
).annotations({
  identifier: "consent-rule",
  [Expects]: "most-restrictive, newest, hub, ask, or a list of connections in order of trust"
})

/** Any rule but the one for consent: `first_join` stands for fields of every type. */
export const Rule = Schema.make<CoreRule>(rule.ast)

const ruleOfType = (type: FieldType) =>
  Schema.make<CoreRule>(type === "boolean" ? consentRule.ast : rule.ast)

/** For every field of a kind, who is believed when both sides have changed it. */
export const rulesOf = (kind: Kind) => {
  const policy = { rules: {}, firstJoin: "ask", order: [] } as const
  const fields = Object.entries(fieldsOf[kind]).map(([field, type]) => [
    field,
    key(
      ruleOfType(type),
      ruleFor(policy, field),
      `Who is believed about \`${field}\` (${type}) when both sides have changed it.`
    )
  ])
  // The keys are computed, so the compiler cannot see that they are those of a kind.
  return Schema.make<
    { readonly [field: FieldName]: CoreRule },
    { readonly [field: FieldName]: unknown }
  >(Schema.Struct(Object.fromEntries(fields)).ast)
}

export const Limit = Schema.Union(
  Schema.Literal("off"),
  Schema.Struct({
    at_least: required(Count, "This many are always allowed, however few records there are."),
    share: required(Share, "This share of the live links is allowed: 0.05 is 5 %."),
    at_most: required(
      Count,
      "More than this many are never allowed, however many records there are."
    )
  })
).annotations({
  identifier: "limit",
  [Expects]: "off, or { at_least, share, at_most }"
})
export type Limit = typeof Limit.Type

const meaning: { readonly [A in Act]: string } = {
  deletes: "Records and rows one run may delete or archive.",
  clears: "Fields one run may empty.",
  overwrites: "Values one run may replace by others.",
  creates: "Records and rows one run may create."
}

const written = (act: Act): Limit => {
  const limit = defaultLimits[act]
  if (limit === null) return "off"
  return { at_least: limit.atLeast, share: limit.share, at_most: limit.atMost }
}

const brake = <A extends Act>(act: A) => key(Limit, written(act), meaning[act])

export const Brakes = Schema.Struct({
  deletes: brake("deletes"),
  clears: brake("clears"),
  overwrites: brake("overwrites"),
  creates: brake("creates")
})

const override = (act: Act) =>
  optional(Limit, `${meaning[act]} Instead of the limit for all lanes.`)

export const LaneBrakes = Schema.Struct({
  deletes: override("deletes"),
  clears: override("clears"),
  overwrites: override("overwrites"),
  creates: override("creates")
})

/** The limits of one lane, in the core's words. */
export const limitsOf = (all: typeof Brakes.Type, lane: typeof LaneBrakes.Type): Limits => {
  const limit = (act: Act) => {
    const said = lane[act] ?? all[act]
    if (said === "off") return null
    return { atLeast: said.at_least, share: said.share, atMost: said.at_most }
  }
  return {
    deletes: limit("deletes"),
    clears: limit("clears"),
    overwrites: limit("overwrites"),
    creates: limit("creates")
  }
}
