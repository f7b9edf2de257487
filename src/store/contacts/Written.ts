/**
 * The one way into the hub: new contacts and changed ones, a statement each, however many there
 * are and whoever writes them. A row whose key somebody else took in the meantime is left out,
 * and the caller sees it by the ids that are missing.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import type { Patch } from "../../core/Fields.ts"
import type { Identity } from "../../core/Fold.ts"
import type { Voice } from "../../core/Policy.ts"
import { type Cells, columns, fields as known } from "./Columns.ts"

export interface Written extends Cells {
  readonly id: string
  readonly identity: Identity
  /** Of a new row all it has; of a known one what changes, with its clears. */
  readonly fields: Patch
  /** Who says every one of these fields. */
  readonly voice: Voice
}

/** Says which of them are there now. */
export const insert = Effect.fn("Written.insert")(function* (
  workspaceId: string,
  rows: ReadonlyArray<Written>
) {
  if (rows.length === 0) return []
  const sql = yield* SqlClient.SqlClient
  const used = columnsOf(rows)
  // Whoever else inserts the same keys waits for us at the first one, and not crosswise.
  const sorted = [...rows].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const names = used.map(({ name }) => `, ${name}`).join("")
  const cells = used.map(({ name, type }) => `, u.${name}::${type}`).join("")
  const inserted = yield* sql.unsafe<{ readonly id: string }>(
    `insert into tandem.contacts
       (workspace_id, id, said, version, created_at, updated_at${names})
     select $1::bigint, u.id::bigint, u.said::jsonb, 1, tandem.clock(), tandem.clock()${cells}
     from ${given(used)}
     on conflict do nothing
     returning id`,
    [workspaceId, ...parametersOf(sorted, used)]
  )
  return inserted.map(({ id }) => id)
})

/** Rows that are locked already. */
export const update = Effect.fn("Written.update")(function* (
  workspaceId: string,
  rows: ReadonlyArray<Written>
) {
  if (rows.length === 0) return
  const sql = yield* SqlClient.SqlClient
  const used = columnsOf(rows)
  const set = used.map(
    ({ field, name, type }) =>
      `${name} = case when u.touched::bigint & ${bitOf(field)} <> 0
                      then u.${name}::${type} else c.${name} end`
  )
  yield* sql.unsafe(
    `update tandem.contacts c set said = c.said || u.said::jsonb, ${set.join(", ")}
     from ${given(used)}
     where c.workspace_id = $1::bigint and c.id = any ($2::text[]::bigint[])
       and c.id = u.id::bigint`,
    [workspaceId, ...parametersOf(rows, used)]
  )
})

type Columns = typeof columns

/** What nobody mentions is not sent. */
const columnsOf = (rows: ReadonlyArray<Written>): Columns => {
  const touched = new Set(rows.flatMap(({ fields }) => Object.keys(fields)))
  return columns.filter(({ field }) => touched.has(field))
}

const given = (used: Columns): string => {
  const names = ["id", "touched", "said", ...used.map(({ name }) => name)]
  const arrays = names.map((_, at) => `$${at + 2}::text[]`)
  return `unnest(${arrays.join(", ")}) as u (${names.join(", ")})`
}

const parametersOf = (rows: ReadonlyArray<Written>, used: Columns) => [
  rows.map(({ id }) => id),
  rows.map(({ fields }) => String(Object.keys(fields).reduce((all, it) => all | bitOf(it), 0n))),
  rows.map(({ fields, voice }) =>
    JSON.stringify(Object.fromEntries(Object.keys(fields).map((field) => [field, voice])))
  ),
  ...used.map(({ cell }) => rows.map(cell))
]

const bits = new Map(known.map(([field], at) => [field, 1n << BigInt(at)]))
const bitOf = (field: string): bigint => bits.get(field) ?? 0n

const placeOf = ({ id, identity }: Written): string =>
  `${identity.first ?? ""} ${identity.linkedin ?? ""} ${id}`
