/** An import brings back all of an export, or nothing. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Migrate from "../../../src/store/Migrate.ts"
import { steps } from "../../../src/store/migrations/index.ts"
import * as Pool from "../../../src/store/Pool.ts"
import { imported } from "../../../src/store/transfer/Import.ts"
import * as Workspaces from "../../../src/store/Workspaces.ts"
import { bytesOf, contents, furnished, original, put, refusal } from "../../support/Furniture.ts"
import { blank } from "../../support/TestDatabase.ts"

const silent = () => {}

describe("an import", () => {
  it.scopedLive("of a file that was cut off anywhere changes nothing", () =>
    Effect.gen(function* () {
      const bytes = yield* bytesOf(yield* original)
      const target = yield* Effect.flatMap(blank, furnished)
      for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 40)) {
        expect(yield* refusal(target, bytes.subarray(0, length))).toMatch(
          /^ImportRefused: .*cut off/
        )
      }
      expect(yield* refusal(target, bytes.subarray(0, -1))).toMatch(/cut off/)
      expect((yield* contents(target)).flat()).toEqual([])
      yield* put(target, bytes)
    })
  )

  it.scopedLive("of a file that was changed anywhere changes nothing", () =>
    Effect.gen(function* () {
      const bytes = yield* bytesOf(yield* original)
      const target = yield* Effect.flatMap(blank, furnished)
      for (let at = 3; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 1
        expect(yield* refusal(target, changed)).toMatch(/^ImportRefused/)
      }
      expect(yield* refusal(target, Buffer.concat([bytes, Buffer.from("\n")]))).toContain("changed")
      expect((yield* contents(target)).flat()).toEqual([])
    })
  )

  it.scopedLive("goes only into a database that holds nothing", () =>
    Effect.gen(function* () {
      const source = yield* original
      const bytes = yield* bytesOf(source)
      expect(yield* refusal(source, bytes)).toMatch(/holds rows already \(in \w+\)/)
      const target = yield* Effect.flatMap(blank, furnished)
      yield* Workspaces.ensureDefault.pipe(Effect.provide(Pool.layer(target.address, 1)))
      yield* put(target, bytes)
      expect(yield* contents(target)).toEqual(yield* contents(source))
      expect(yield* refusal(target, bytes)).toContain("choose another TANDEM_HOME or DATABASE_URL")
    })
  )

  it.scopedLive("makes the schema where there is none", () =>
    Effect.gen(function* () {
      const source = yield* blank
      yield* Effect.zipRight(Migrate.migrate(), Workspaces.ensureDefault).pipe(
        Effect.provide(Pool.layer(source.address, 1))
      )
      const target = yield* blank
      expect(yield* put(target, yield* bytesOf(source))).toMatchObject({ rows: 1 })
      expect(yield* target.asSuperuser("select name from tandem.workspaces")).toEqual([
        { name: "default" }
      ])
    })
  )

  it.scopedLive("knows what it cannot read", () =>
    Effect.gen(function* () {
      const target = yield* blank
      const header = {
        format: "tandem export",
        version: 1,
        tandem: "9",
        postgres: "18",
        at: "",
        migrations: []
      }
      const refused = (value: unknown) => refusal(target, Buffer.from(`${JSON.stringify(value)}\n`))
      expect(yield* refused({ ...header, version: 2 })).toContain(
        "reads up to 1: use a newer Tandem"
      )
      const migrations = [
        ...steps.map(({ id, name }) => ({ id, name })),
        { id: steps.length + 1, name: "tomorrow" }
      ]
      expect(yield* refused({ ...header, migrations })).toContain("written by a newer Tandem")
      for (const other of [{ ...header, format: "tar" }, { hello: 1 }, [], null, "x"]) {
        expect(yield* refused(other)).toContain("not an export of Tandem")
      }
      expect(yield* refusal(target, Buffer.from("-- a dump\nselect 1;\n"))).toContain(
        "not an export"
      )
      expect(yield* target.asSuperuser("select to_regnamespace('tandem') as it")).toEqual([
        { it: null }
      ])
    })
  )

  it.scopedLive("hands on what its source failed with", () =>
    Effect.gen(function* () {
      const failure = yield* imported(Stream.fail("the disk is gone" as const), silent).pipe(
        Effect.flip,
        Effect.provide(Pool.layer((yield* blank).address, 2))
      )
      expect(failure).toBe("the disk is gone")
    })
  )
})
