/**
 * A filter as a condition on hub rows, with the same answer as the plain function for every row.
 * A test on nothing is false and not null, or `not` would lose rows.
 *
 * The store says how to reach a field, as an expression in the field's normal form: `text` for
 * words and phones (E.164, else as written), `numeric`, `boolean`, `timestamptz`, `text[]` for
 * sets, anything for the rest.
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import type { Fragment } from "@effect/sql/Statement"
import type { FieldName } from "../core/Fields.ts"
import {
  type Filter,
  fold,
  foldings,
  operandsOf,
  type Test,
  typeUnderTest
} from "../core/Filter.ts"
import { type FieldType, isSet, type Kind } from "../core/Kinds.ts"
import { urlForm } from "../core/Url.ts"

export const filterSql = (
  sql: SqlClient.SqlClient,
  filter: Filter,
  kind: Kind,
  columnOf: (field: FieldName) => Fragment
): Fragment => {
  const compile = (filter: Filter): Fragment => {
    if ("and" in filter)
      return filter.and.length === 0 ? sql`true` : sql.and(filter.and.map(compile))
    if ("or" in filter) return filter.or.length === 0 ? sql`false` : sql.or(filter.or.map(compile))
    if ("not" in filter) return sql`not (${compile(filter.not)})`
    const type = typeUnderTest(kind, filter.field, filter.test)
    return type === undefined
      ? sql`false`
      : condition(sql, type, filter.test, columnOf(filter.field))
  }
  return compile(filter)
}

const condition = (
  sql: SqlClient.SqlClient,
  type: FieldType,
  test: Test,
  column: Fragment
): Fragment => {
  if ("exists" in test) {
    const exists = isSet(type)
      ? sql`coalesce(cardinality(${column}), 0) > 0`
      : sql`${column} is not null`
    return test.exists ? sql`(${exists})` : sql`(not (${exists}))`
  }
  if (isSet(type)) {
    return sql`exists (
      select 1 from unnest(${column}) as member (said)
      where ${asked(sql, type, test, sql`member.said`)}
    )`
  }
  return sql`coalesce(${asked(sql, type, test, column)}, false)`
}

const asked = (
  sql: SqlClient.SqlClient,
  type: FieldType,
  test: Exclude<Test, { readonly exists: boolean }>,
  column: Fragment
): Fragment => {
  if ("before" in test) return sql`${column} < ${midnight(test.before)}::timestamptz`
  if ("after" in test) return sql`${column} > ${midnight(test.after)}::timestamptz`
  if ("prefix" in test) return begins(sql, column, test.prefix)
  const operands = operandsOf(test)
  if (operands.length === 0) return sql`false`
  if (type === "tag-set") {
    return sql.or(operands.map((operand) => alike(sql, column, String(operand))))
  }
  if (type === "url") {
    const pages = operands.map((operand) => urlForm(String(operand)))
    return sql.or(pages.map((page) => sql`${pageOf(sql, column)} = ${page}::text`))
  }
  const cast = sql.literal(castOf(type))
  return sql.or(operands.map((operand) => sql`${column} = ${String(operand)}::${cast}`))
}

/** `urlForm` of the core, said in SQL. */
const pageOf = (sql: SqlClient.SqlClient, url: Fragment): Fragment => {
  const bare = sql`regexp_replace(${url}, '^https?://', '')`
  const short = sql`regexp_replace(${bare}, '^www\\.(?=[^/?]*\\.)', '')`
  const page = sql`regexp_replace(${short}, '^([^?]*)/(\\?|$)', '\\1\\2')`
  return sql`case when ${url} ~ '^https?://' then ${page} else ${url} end`
}

const castOf = (type: FieldType): string =>
  type === "boolean" ? "boolean" : type === "integer" || type === "money" ? "numeric" : "text"

const begins = (sql: SqlClient.SqlClient, column: Fragment, prefix: string): Fragment =>
  alike(sql, sql`left(${column}, ${[...prefix].length}::int)`, prefix)

/** The same letters but for their case. */
const alike = (sql: SqlClient.SqlClient, text: Fragment, word: string): Fragment => {
  const folded = fold(word)
  const { from, to } = foldings(folded)
  return sql`translate(${text}, ${from}::text, ${to}::text) = ${folded}::text`
}

const midnight = (instant: string): string =>
  instant.length === 10 ? `${instant}T00:00:00.000Z` : instant
