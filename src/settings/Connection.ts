/**
 * One account of one CRM, and what is done with it. Everything is off or asks until somebody
 * writes otherwise: records are read and nothing is written, created or deleted.
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import type { Kind } from "../core/Kinds.ts"
import { filterOf } from "./Filter.ts"
import { Expects, Hidden, key, optional, required, section, text } from "./Key.ts"
import { LaneBrakes, Rule, rulesOf } from "./Rule.ts"
import { Country, HttpUrl, Interval, Name, Secret } from "./Values.ts"

const Deletes = Schema.Literal("keep", "unlink", "archive")

const deletes = Schema.Struct({
  in: key(
    Deletes,
    "keep",
    "A record is proven deleted in the CRM: keep the hub row, only unlink it, or archive it."
  ),
  out: key(
    Deletes,
    "keep",
    "A row is deleted in the hub: keep the CRM's record, only unlink it, or archive it."
  )
})

/** One kind on one connection. */
const laneOf = (kind: Kind) => {
  const filter = filterOf(kind)
  const enrol = Schema.Union(Schema.Literal("none", "all"), filter).annotations({
    [Expects]: "none, all, or a filter"
  })
  return Schema.Struct({
    direction: key(
      Schema.Literal("pull", "push", "both"),
      "pull",
      "pull: the CRM's changes come into the hub. push: the hub's go out. both."
    ),
    every: key(Interval, Duration.minutes(5), "How often the CRM is asked for changes."),
    filter: optional(filter, "Only records that pass this are pulled. Without it, all are."),
    enrol: key(enrol, "none", `Which ${kind} rows of the hub are created in this CRM.`),
    first_join: key(
      Rule,
      "ask",
      "Who is believed where a record and a hub row disagree when they are first joined."
    ),
    deletes: section(deletes, "What becomes of the one side when the other is deleted."),
    brakes: section(LaneBrakes, "Limits for this lane, where they differ from those for all."),
    fields: section(rulesOf(kind), "For each field, who is believed when both sides changed it.")
  })
}

const kinds = Schema.Struct({
  contact: optional(
    laneOf("contact"),
    "Sync contacts. Written with nothing after it: as by default."
  ),
  company: optional(laneOf("company"), "Sync companies."),
  deal: optional(laneOf("deal"), "Sync deals.")
})

const CredentialName = text(
  "a name of lower-case letters, digits and _, such as api_key",
  (name) => (/^[a-z][a-z0-9_]*$/.test(name) ? undefined : "use lower-case letters, digits and _")
)

const credentials = Schema.Record({ key: CredentialName, value: Secret }).annotations({
  [Hidden]: true,
  [Expects]: "names of credentials, each with ${NAME} or ${file:/path}"
})

export const Connection = Schema.Struct({
  name: required(Name, "What this connection is called, in rules, commands and the journal."),
  crm: required(Name, "Which CRM it speaks to, such as graph8 or hubspot."),
  workspace: key(Name, "default", "The workspace its records belong to."),
  credentials: key(credentials, {}, "What the CRM asks for; `tandem check` says which are needed."),
  base_url: optional(HttpUrl, "Where the CRM's API is, if not where the vendor says."),
  default_country: optional(
    Country,
    "The country of phone numbers written without one. Otherwise the workspace's."
  ),
  kinds: required(kinds, "What is synced: contact, company, deal. What is not named is left alone.")
})
export type Connection = typeof Connection.Type
export type Lane = NonNullable<Connection["kinds"][Kind]>
