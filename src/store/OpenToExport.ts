/**
 * Lets `tandem_export` read every row of every table. Row security is forced on the owner too,
 * so an export that ran as the owner would quietly leave out what the policies hide. Done after
 * every migration for whatever tables there are, so that no migration can forget it.
 *
 * The policy asks who is reading, because until PostgreSQL 15 a login that may take a role has
 * the role's rights all along; the owner would be exempt without having asked for it.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"

export const openToExport = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`grant select on all tables in schema tandem to tandem_export`
  yield* sql`grant select on all sequences in schema tandem to tandem_export`
  const hidden = yield* sql<{ readonly name: string }>`
    select c.oid::regclass::text as name
    from pg_class c
    where c.relnamespace = 'tandem'::regnamespace and c.relrowsecurity
      and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = 'whole_export'
      )
    order by name
  `
  yield* Effect.forEach(
    hidden,
    ({ name }) => sql`
      create policy whole_export on ${sql.literal(name)} for select to tandem_export
      using (current_user = 'tandem_export')
    `,
    { discard: true }
  )
})
