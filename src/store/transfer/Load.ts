/**
 * Fills the tables from an export, in one transaction that nobody can look into. While it lasts
 * the owner is exempt from row security and the triggers are silent, because what they did is in
 * the export already; both are as they were before the commit.
 */
import { pipeline } from "node:stream/promises"
import type Pg from "pg"
import { from as copyFrom } from "pg-copy-streams"
import { ImportRefused, type Progress, type Transferred } from "../../contracts/Database.ts"
import { execute, query } from "../Session.ts"
import { first } from "../Workspaces.ts"
import { EndLine, SequencesLine, spelling, TableLine } from "./Format.ts"
import type { Reader } from "./Reader.ts"
import { inOrder, type Table } from "./Tables.ts"

export const load = async (
  client: Pg.ClientBase,
  reader: Reader,
  told: (progress: Progress) => void
): Promise<Transferred> => {
  await execute(client, ["begin", ...spelling, "set constraints all deferred"])
  const tables = await inOrder(client)
  await alone(client, tables)
  const loud = await silence(client, tables)
  await refuseUnlessEmpty(client, tables)
  await client.query("delete from tandem.workspaces")

  let rows = 0
  for (const table of tables) rows += await fill(client, reader, table, told)
  const { sequences } = await reader.line(SequencesLine)
  await refuseUnlessWhole(reader, { tables: tables.length, rows })
  // No rollback takes these back, so only when nothing can be wrong with the file any more.
  await restore(client, sequences)

  await execute(client, ["set constraints all immediate", ...loud, "commit"])
  // The planner knows nothing of the rows yet. They are in, whether or not this succeeds.
  await client.query(`analyze ${list(tables)}`).catch(() => {})
  return { tables: tables.length, rows }
}

/** Before anything is changed, so that the answer may be no. */
export const looksEmpty = async (client: Pg.ClientBase): Promise<void> => {
  const tables = await inOrder(client)
  await execute(client, ["begin", "set local role tandem_export"])
  await refuseUnlessEmpty(client, tables)
  await client.query("commit")
}

const alone = async (client: Pg.ClientBase, tables: ReadonlyArray<Table>) => {
  await client.query(`lock table ${list(tables)} in access exclusive mode`)
}

const list = (tables: ReadonlyArray<Table>) => tables.map(({ quoted }) => quoted).join(", ")

/** Answers with the statements that undo it. */
const silence = async (
  client: Pg.ClientBase,
  tables: ReadonlyArray<Table>
): Promise<ReadonlyArray<string>> => {
  const forced = tables.filter((table) => table.forced).map(({ quoted }) => `alter table ${quoted}`)
  const triggers = await query<{ readonly disable: string; readonly enable: string }>(
    client,
    allTriggers
  )
  await execute(client, [
    ...forced.map((alter) => `${alter} no force row level security`),
    ...triggers.map(({ disable }) => disable)
  ])
  return [
    ...triggers.map(({ enable }) => enable),
    ...forced.map((alter) => `${alter} force row level security`)
  ]
}

const allTriggers = `
  select format('alter table %s disable trigger %I', c.oid::regclass, t.tgname) as disable,
         format('alter table %s enable %s trigger %I', c.oid::regclass,
                case t.tgenabled when 'R' then 'replica' when 'A' then 'always' else '' end,
                t.tgname) as enable
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = 'tandem'::regnamespace
    and not t.tgisinternal and t.tgenabled <> 'D'
  order by c.relname collate "C", t.tgname collate "C"
`

/** The workspace everybody begins with is no content while it is the only row there is. */
const refuseUnlessEmpty = async (client: Pg.ClientBase, tables: ReadonlyArray<Table>) => {
  for (const { name, quoted } of tables) {
    const spared = name === "workspaces" ? `where id <> ${first.id}` : ""
    const found = await query(client, `select from ${quoted} ${spared} limit 1`)
    if (found.length > 0) {
      throw new ImportRefused({
        message:
          `This database holds rows already (in ${name}), and an import never mixes with them. ` +
          "Import into an empty database: choose another TANDEM_HOME or DATABASE_URL."
      })
    }
  }
}

const fill = async (
  client: Pg.ClientBase,
  reader: Reader,
  table: Table,
  told: (progress: Progress) => void
): Promise<number> => {
  const { columns, table: name } = await reader.line(TableLine)
  const same =
    name === table.name && [...columns].sort().join() === [...table.columns].sort().join()
  if (!same) {
    throw new ImportRefused({
      message: `The export has a table ${name} where this Tandem has ${table.name}, or other columns.`
    })
  }
  const quoted = columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(", ")
  const copy = client.query(copyFrom(`copy ${table.quoted} (${quoted}) from stdin`))
  let bytes = 0
  await pipeline(
    reader.rows(),
    async function* (blocks: AsyncIterable<Buffer>) {
      for await (const block of blocks) {
        bytes += block.length
        told({ table: name, bytes })
        yield block
      }
    },
    copy
  )
  return copy.rowCount ?? 0
}

const restore = async (
  client: Pg.ClientBase,
  sequences: Readonly<Record<string, string>>
): Promise<void> => {
  for (const [name, last] of Object.entries(sequences)) {
    await client.query("select setval(format('tandem.%I', $1::text)::regclass, $2::bigint)", [
      name,
      last
    ])
  }
}

const refuseUnlessWhole = async (reader: Reader, here: Transferred) => {
  const end = await reader.line(EndLine)
  const whole =
    end.tables === here.tables &&
    end.rows === here.rows &&
    end.sha256 === reader.sealed() &&
    (await reader.isAtEnd())
  if (!whole) {
    throw new ImportRefused({
      message: "The export was changed since it was written. Nothing was imported."
    })
  }
}
