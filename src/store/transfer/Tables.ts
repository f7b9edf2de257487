/**
 * Which tables there are and in which order they can be filled. Read from the server's own
 * catalogue, so a table that a later migration adds is never forgotten.
 */
import type Pg from "pg"
import { query } from "../Session.ts"

export interface Table {
  readonly name: string
  /** Ready to stand in a statement. */
  readonly quoted: string
  readonly columns: ReadonlyArray<string>
  readonly quotedColumns: string
  /** The same columns as an export has them. */
  readonly exported: string
  readonly forced: boolean
}

/** A table comes after those it refers to. What is checked at the commit needs no order. */
export const inOrder = async (client: Pg.ClientBase): Promise<ReadonlyArray<Table>> => {
  const tables = await query<Table>(client, allTables)
  const references = await query<Reference>(client, immediateReferences)
  return arrange(tables, references)
}

export interface Reference {
  readonly table: string
  readonly refersTo: string
}

export const arrange = <T extends { readonly name: string }>(
  tables: ReadonlyArray<T>,
  references: ReadonlyArray<Reference>
): ReadonlyArray<T> => {
  const placed: Array<T> = []
  let waiting = tables
  while (waiting.length > 0) {
    const blocked = (it: T) =>
      references.some(
        ({ refersTo, table }) =>
          table === it.name && refersTo !== table && waiting.some(({ name }) => name === refersTo)
      )
    const free = waiting.filter((it) => !blocked(it))
    if (free.length === 0) {
      const names = waiting.map(({ name }) => name).join(", ")
      throw new Error(`${names} refer to each other in a circle, and none of them defers its check`)
    }
    placed.push(...free)
    waiting = waiting.filter((it) => !free.includes(it))
  }
  return placed
}

/**
 * A generated column is computed again; the migrations are told in the header. The id of a
 * transaction means nothing on another server: there it is 2, which comes before all of them.
 */
const allTables = `
  select c.relname as name,
         c.oid::regclass::text as quoted,
         c.relforcerowsecurity as forced,
         array_agg(a.attname::text order by a.attnum) as columns,
         string_agg(quote_ident(a.attname), ', ' order by a.attnum) as "quotedColumns",
         string_agg(case a.atttypid when 'xid8'::regtype then '2' else quote_ident(a.attname) end,
                    ', ' order by a.attnum) as exported
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   and a.attgenerated = ''
  where c.relnamespace = 'tandem'::regnamespace
    and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> 'schema_migrations'
  group by c.oid
  order by c.relname collate "C"
`

const immediateReferences = `
  select source.relname as table, target.relname as "refersTo"
  from pg_constraint f
  join pg_class source on source.oid = f.conrelid
  join pg_class target on target.oid = f.confrelid
  where f.contype = 'f' and not f.condeferrable
    and f.connamespace = 'tandem'::regnamespace
`
