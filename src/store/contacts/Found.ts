/**
 * Contacts by a filter, a page at a time. What is exact is compared in normal form, as it is
 * stored; what is a part of a word makes `tandem_search` look.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import type { Fragment } from "@effect/sql/Statement"
import * as Effect from "effect/Effect"
import type { Filter, Page } from "../../contracts/Contacts.ts"
import type { Who } from "../../contracts/Who.ts"
import { isId } from "../../core/Id.ts"
import type { FieldType } from "../../core/Kinds.ts"
import { normalValue } from "../../core/Normalise.ts"
import { contains, find, live, type Window } from "../Search.ts"
import { failedTo } from "../SqlFailure.ts"
import * as Tenancy from "../Tenancy.ts"
import { some } from "./Shown.ts"

export const list = Effect.fn("Found.list")(
  function* (who: Who, filter: Filter, window: Window) {
    const sql = yield* SqlClient.SqlClient
    return yield* Tenancy.within(who)(
      Effect.gen(function* () {
        const { workspaceId } = who
        const partial = partials(sql, workspaceId, filter)
        const conditions = [...exacts(sql, workspaceId, filter), ...partial]
        const { ids, total } = yield* find(
          live(sql, workspaceId, "contacts", conditions),
          partial.length === 0 ? "tandem_app" : "tandem_search",
          window
        )
        const page: Page = { contacts: yield* some(workspaceId, ids), total }
        return page
      })
    )
  },
  Effect.mapError(failedTo("list the contacts"))
)

const exacts = (
  sql: SqlClient.SqlClient,
  workspaceId: string,
  filter: Filter
): ReadonlyArray<Fragment> => {
  const is = (column: string, type: FieldType, text: string | undefined) => {
    const normal = text === undefined ? null : normalValue(type, text, [])
    return typeof normal === "string" ? [sql`${sql.literal(`c.${column}`)} = ${normal}::text`] : []
  }
  const { companyId, listId } = filter
  return [
    ...is("work_email", "email", filter.email),
    ...is("seniority_level", "enum", filter.seniorityLevel),
    ...is("country", "country", filter.country),
    ...is("state", "text", filter.state),
    ...named(sql, companyId, (id) => sql`c.company_id = ${id}::bigint`),
    ...named(
      sql,
      listId,
      (id) => sql`exists (
        select from tandem.list_members m
        where m.workspace_id = ${workspaceId}::bigint and m.list_id = ${id}::bigint
          and m.contact_id = c.id)`
    )
  ]
}

/** What names nothing has nobody. */
const named = (
  sql: SqlClient.SqlClient,
  id: string | undefined,
  condition: (id: string) => Fragment
): ReadonlyArray<Fragment> => (id === undefined ? [] : [isId(id) ? condition(id) : sql`false`])

const partials = (
  sql: SqlClient.SqlClient,
  workspaceId: string,
  filter: Filter
): ReadonlyArray<Fragment> => {
  const part = (column: string) => (text: string) => contains(sql, column, text)
  /** By the company's own words; an array, so that the index on the company's id is used. */
  const atCompany = (column: string) => (text: string) =>
    sql`
    c.company_id = any (array(
      select c.id ${live(sql, workspaceId, "companies", [contains(sql, column, text)])}))`
  const when = (
    text: string | undefined,
    ...conditions: ReadonlyArray<(text: string) => Fragment>
  ) => {
    const words = normalValue("text", text ?? null, [])
    return typeof words === "string"
      ? [sql.or(conditions.map((condition) => condition(words)))]
      : []
  }
  return [
    ...when(filter.name, part("first_name"), part("last_name")),
    ...when(filter.jobTitle, part("job_title")),
    ...when(filter.companyName, part("company_name"), atCompany("name")),
    ...when(filter.city, part("city")),
    ...when(filter.jobDepartment, part("job_department")),
    ...when(filter.industry, atCompany("industry"))
  ]
}
