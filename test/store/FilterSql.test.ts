/** The two readings of a filter, side by side on a real server. */
import * as SqlClient from "@effect/sql/SqlClient"
import type { Fragment } from "@effect/sql/Statement"
import { describe, expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Runtime from "effect/Runtime"
import type { FieldName, Fields } from "../../src/core/Fields.ts"
import { Unreadable } from "../../src/core/Fields.ts"
import { type Filter, filterFields, matches } from "../../src/core/Filter.ts"
import { isPhone } from "../../src/core/Form.ts"
import { type FieldType, type Kind, kinds } from "../../src/core/Kinds.ts"
import { filterSql } from "../../src/store/FilterSql.ts"
import { fieldsArbitrary, filterArbitrary } from "../core/filters.ts"
import { runs } from "../support/property.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const columnType = (type: FieldType): string => {
  if (type === "integer" || type === "money") return "numeric"
  if (type === "instant") return "timestamptz"
  if (type === "email-set" || type === "tag-set") return "text[]"
  return type === "boolean" ? "boolean" : type === "json" ? "jsonb" : "text"
}

/** A phone has two columns, so that the store's way to a field is an expression and no name. */
const columnsOf = (kind: Kind): string =>
  Object.entries(filterFields(kind))
    .flatMap(([field, type]) =>
      type === "phone"
        ? [`${field}_e164 text`, `${field}_raw text`]
        : [`${field} ${columnType(type)}`]
    )
    .join(", ")

const rowOf = (fields: Fields) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]): ReadonlyArray<readonly [string, unknown]> => {
      if (value === null || value instanceof Unreadable) return []
      if (!isPhone(value)) return [[field, value]]
      return [
        [`${field}_e164`, value.e164],
        [`${field}_raw`, value.raw]
      ]
    })
  )

const column =
  (sql: SqlClient.SqlClient, kind: Kind) =>
  (field: FieldName): Fragment =>
    filterFields(kind)[field] === "phone"
      ? sql`coalesce(${sql(`${field}_e164`)}, ${sql(`${field}_raw`)})`
      : sql`${sql(field)}`

describe.each(kinds)("the filter of a %s", (kind) => {
  layer(TestDatabase.layerBlank, { excludeTestServices: true })("in SQL", (it) => {
    it.effect("finds exactly the rows for which the function says yes", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const runtime = yield* Effect.runtime()
        yield* sql.unsafe(`create type public.${kind}_row as (id int, ${columnsOf(kind)})`)

        const found = (filter: Filter, records: ReadonlyArray<Fields>) =>
          sql<{ id: number }>`
            select id
            from jsonb_populate_recordset(
              null::${sql.literal(`public.${kind}_row`)},
              ${JSON.stringify(records.map((fields, id) => ({ id, ...rowOf(fields) })))}::jsonb
            )
            where ${filterSql(sql, filter, kind, column(sql, kind))}
            order by id
          `
        const records = fc.array(fieldsArbitrary(kind), { minLength: 1, maxLength: 12 })
        const law = fc.asyncProperty(filterArbitrary(kind), records, async (filter, records) => {
          const rows = await Runtime.runPromise(runtime)(found(filter, records))
          const expected = records.flatMap((fields, id) =>
            matches(filter, kind, fields) ? [id] : []
          )
          expect(rows.map(({ id }) => id)).toEqual(expected)
        })
        yield* Effect.promise(() => fc.assert(law, { numRuns: Math.ceil(runs / 4) }))
      })
    )
  })
})
