import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { TestDatabase } from "../support/TestDatabase.ts"

layer(TestDatabase.layer, { excludeTestServices: true })("a migrated database", (it) => {
  it.effect("has a schema of its own", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql<{ id: number; name: string }>`
        select id, name from schema_migrations order by id
      `
      expect(rows[0]).toEqual({ id: 1, name: "ground" })
    })
  )
})
