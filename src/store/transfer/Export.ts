/**
 * The whole database as a stream of bytes, from one snapshot, while others go on writing. At no
 * time is more of it in memory than what is on its way.
 */
import * as crypto from "node:crypto"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type Pg from "pg"
import { to as copyTo } from "pg-copy-streams"
import { DatabaseRefused, type Progress } from "../../contracts/Database.ts"
import { status } from "../Migrate.ts"
import { execute, open, query } from "../Session.ts"
import { failedTo } from "../SqlFailure.ts"
import { endOfRows, type Header, spelling, version } from "./Format.ts"
import { inOrder, type Table } from "./Tables.ts"

export const exported = (tandem: string, told: (progress: Progress) => void) =>
  Stream.unwrapScoped(
    Effect.gen(function* () {
      const { applied } = yield* status
      if (applied.length === 0) {
        return yield* new DatabaseRefused({
          message: 'There is nothing to export: "tandem migrate" was never run on this database.',
          statements: []
        })
      }
      const client = yield* open
      const at = DateTime.formatIso(yield* DateTime.now)
      return Stream.fromAsyncIterable(write(client, { tandem, at }, told), failedTo("export"))
    })
  )

type Origin = Pick<Header, "tandem" | "at">

async function* write(client: Pg.ClientBase, origin: Origin, told: (progress: Progress) => void) {
  await execute(client, ["begin isolation level repeatable read, read only", ...spelling])
  await client.query("set local role tandem_export")
  const tables = await inOrder(client)
  const seal = crypto.createHash("sha256")
  let rows = 0
  for await (const piece of pieces()) {
    seal.update(piece)
    yield piece
  }
  const end = { end: true, tables: tables.length, rows, sha256: seal.digest("hex") }
  yield line(end)
  await client.query("commit")

  async function* pieces() {
    yield line(await header(client, origin))
    for (const table of tables) {
      yield line({ table: table.name, columns: table.columns })
      const copy = client.query(copyTo(copyOut(table)))
      let bytes = 0
      for await (const chunk of copy as AsyncIterable<Buffer>) {
        yield chunk
        bytes += chunk.length
        told({ table: table.name, bytes })
      }
      yield Buffer.from(endOfRows)
      rows += copy.rowCount ?? 0
    }
    yield line({ sequences: await sequences(client) })
  }
}

const header = async (client: Pg.ClientBase, origin: Origin): Promise<Header> => {
  const migrations = await query<{ readonly id: number; readonly name: string }>(
    client,
    "select id, name from tandem.schema_migrations order by id"
  )
  const [server] = await query<{ readonly version: string }>(
    client,
    "select current_setting('server_version') as version"
  )
  return {
    format: "tandem export",
    version,
    ...origin,
    postgres: server?.version ?? "",
    migrations
  }
}

const copyOut = ({ exported, quoted }: Table) =>
  `copy (select ${exported} from ${quoted}) to stdout`

/** How far each had come, not the largest number in use: a number is never given out twice. */
const sequences = async (client: Pg.ClientBase): Promise<Readonly<Record<string, string>>> => {
  const found = await query<{ readonly name: string; readonly last: string }>(
    client,
    `select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = 'tandem' and last_value is not null
     order by sequencename collate "C"`
  )
  return Object.fromEntries(found.map(({ last, name }) => [name, last]))
}

const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)
