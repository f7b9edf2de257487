/**
 * What an export looks like: lines of JSON, and between them the rows as COPY writes them. The
 * last line counts the rows and seals every byte before it, so a file that was cut off or
 * changed on the way is known for what it is.
 *
 *   {"format":"tandem export","version":1,"tandem":"0.1.0",...,"migrations":[...]}
 *   {"table":"workspaces","columns":["id","name","created_at"]}
 *   1<tab>default<tab>2026-11-20 09:00:00+00
 *   \.
 *   {"sequences":{"contacts_id_seq":"4711"}}
 *   {"end":true,"tables":1,"rows":1,"sha256":"..."}
 */
import * as Schema from "effect/Schema"

export const version = 1
export const endOfRows = "\\.\n"

/** Read before anything else, because a later version may look different from here on. */
export const Preamble = Schema.Struct({
  format: Schema.Literal("tandem export"),
  version: Schema.Number
})

export const Header = Schema.Struct({
  ...Preamble.fields,
  tandem: Schema.String,
  postgres: Schema.String,
  at: Schema.String,
  migrations: Schema.Array(Schema.Struct({ id: Schema.Number, name: Schema.String }))
})
export type Header = typeof Header.Type

export const TableLine = Schema.Struct({
  table: Schema.String,
  columns: Schema.Array(Schema.String)
})

export const SequencesLine = Schema.Struct({
  sequences: Schema.Record({ key: Schema.String, value: Schema.String })
})

export const EndLine = Schema.Struct({
  end: Schema.Literal(true),
  tables: Schema.Number,
  rows: Schema.Number,
  sha256: Schema.String
})

/** The two ends must write and read a value the same way, whatever their servers are set to. */
export const spelling: ReadonlyArray<string> = [
  "set local statement_timeout = 0",
  "set local idle_in_transaction_session_timeout = 0",
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  "set local extra_float_digits = 1",
  "set local bytea_output = 'hex'"
]
