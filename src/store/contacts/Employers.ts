/**
 * The companies a batch of contacts names, by id or by domain. One that is named by a domain
 * nobody has yet is made; the domain of a mail provider never gets here, since it is no key.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Ids from "../Ids.ts"

/** Those of the ids that a live company has. */
export const living = Effect.fn("Employers.living")(function* (
  workspaceId: string,
  ids: ReadonlyArray<string>
) {
  if (ids.length === 0) return new Set<string>()
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly id: string; readonly deleted: boolean }>`
    select id, deleted_at is not null as deleted from tandem.companies
    where workspace_id = ${workspaceId}::bigint and id = any (${[...ids]}::bigint[])
    order by id
    for key share
  `
  return new Set(rows.flatMap(({ deleted, id }) => (deleted ? [] : [id])))
})

export const byDomain = Effect.fn("Employers.byDomain")(function* (
  workspaceId: string,
  domains: ReadonlyArray<string>
) {
  if (domains.length === 0) return new Map<string, string>()
  const sql = yield* SqlClient.SqlClient
  const wanted = [...new Set(domains)].sort()
  const look = Effect.map(
    sql<{ readonly id: string; readonly domain: string }>`
      select c.id, u.key as domain
      from unnest(${wanted}::text[]) as u (key)
      join tandem.companies c on c.workspace_id = ${workspaceId}::bigint
        and c.deleted_at is null and c.domain_key = u.key
    `,
    (rows) => new Map(rows.map(({ domain, id }) => [domain, id]))
  )
  const found = yield* look
  const missing = wanted.filter((domain) => !found.has(domain))
  if (missing.length === 0) return found
  const ids = yield* Ids.reserve("companies", missing.length)
  yield* sql`
    insert into tandem.companies
      (workspace_id, id, domain, domain_key, version, created_at, updated_at)
    select ${workspaceId}::bigint, u.id, u.domain, u.domain, 1, tandem.clock(), tandem.clock()
    from unnest(${ids}::bigint[], ${missing}::text[]) as u (id, domain)
    order by u.domain
    on conflict do nothing
  `
  // Somebody else may have been quicker: what was left out is there by now.
  return yield* look
})
