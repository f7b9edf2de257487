/** The feed: whoever follows it misses nothing, whatever commits in whatever order. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import { Changes } from "../../src/contracts/Changes.ts"
import * as ChangesFeed from "../../src/store/Changes.ts"
import * as Ids from "../../src/store/Ids.ts"
import * as Pool from "../../src/store/Pool.ts"
import * as Tenancy from "../../src/store/Tenancy.ts"
import { inhabited } from "../support/rows.ts"
import { settled } from "../support/settled.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const who = { workspaceId: "1", actor: "api:mine" }
const writers = 24
const each = 20

/** Some rows, and a while until they commit. */
const write = (writer: number, round: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const ids = yield* Ids.reserve("contacts", 1 + ((writer + round) % 3))
    yield* sql`
      insert into tandem.contacts (workspace_id, id, created_at, updated_at)
      select 1, unnest(${ids}::bigint[]), tandem.clock(), tandem.clock()
    `
    yield* sql`select pg_sleep(${((writer * 7 + round * 13) % 12) / 1000})`
    return ids
  }).pipe(Tenancy.within(who))

/** As one would do it who did not know. */
const naive = (seen: ReadonlyArray<string>, last: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql<{ readonly seq: string; readonly id: string }>`
      select seq, row_id as id from tandem.journal where seq > ${last}::bigint order by seq
    `.pipe(Tenancy.within(who))
    return { seen: [...seen, ...rows.map(({ id }) => id)], last: rows.at(-1)?.seq ?? last }
  })

layer(TestDatabase.layer, { excludeTestServices: true })("the changes feed", (it) => {
  it.effect("loses nothing and repeats nothing while 24 write, as higher numbers would", () =>
    Effect.gen(function* () {
      const place = yield* TestDatabase
      yield* inhabited(place)
      yield* settled
      yield* Effect.gen(function* () {
        const { latest, since } = yield* Changes
        const start = yield* latest(who)
        const over = yield* Ref.make(false)

        const follow = Effect.gen(function* () {
          const heard: Array<string> = []
          let [cursor, done] = [start, false]
          while (!done) {
            const last = yield* Ref.get(over)
            const page = yield* since(who, Option.some(cursor), 50)
            heard.push(...page.changes.map(({ id }) => id))
            cursor = page.cursor
            done = last && page.changes.length === 0
          }
          return heard
        })
        const followNaively = Effect.gen(function* () {
          let state = { seen: [] as ReadonlyArray<string>, last: "0" }
          while (!(yield* Ref.get(over))) state = yield* naive(state.seen, state.last)
          return (yield* naive(state.seen, state.last)).seen
        })

        const right = yield* Effect.fork(follow)
        const wrong = yield* Effect.fork(followNaively)
        const written = yield* Effect.forEach(
          Array.from({ length: writers }, (_, writer) => writer),
          (writer) =>
            Effect.forEach(
              Array.from({ length: each }, (_, round) => round),
              (round) => write(writer, round)
            ),
          { concurrency: "unbounded" }
        )
        yield* settled
        yield* Ref.set(over, true)
        const all = written.flat(2)
        expect((yield* Fiber.join(right)).toSorted()).toEqual(all.toSorted())
        const seen = new Set(yield* Fiber.join(wrong))
        expect(all.filter((id) => !seen.has(id)).length, "the control").toBeGreaterThan(0)
      }).pipe(
        Effect.provide(ChangesFeed.layer),
        Effect.provide(Pool.layer(place.address, writers + 2))
      )
    })
  )

  it.effect("hands out pages of any size in one order", () =>
    Effect.gen(function* () {
      const { since } = yield* Changes
      yield* settled
      const whole = yield* since(who, Option.none(), 10_000)
      expect(whole.full).toBe(false)
      const pieces: Array<unknown> = []
      let cursor = Option.none<string>()
      for (let full = true; full; ) {
        const page = yield* since(who, cursor, 97)
        pieces.push(...page.changes)
        cursor = Option.some(page.cursor)
        full = page.full
      }
      expect(pieces).toEqual(whole.changes)
      expect(yield* since(who, cursor, 10)).toEqual({
        changes: [],
        cursor: whole.cursor,
        full: false
      })
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("refuses a cursor of another history, and what is none", () =>
    Effect.gen(function* () {
      const { latest, since } = yield* Changes
      const text = Buffer.from(yield* latest(who), "base64url").toString()
      expect(text).toMatch(/^\d+\.\d+\.\d+ \d+ 0$/)
      const other = Buffer.from(text.replace(/^\d/, (digit) => (digit === "1" ? "2" : "1")))
      const outcome = (cursor: string) =>
        Effect.map(Effect.flip(since(who, Option.some(cursor), 1)), ({ _tag }) => _tag)
      expect(yield* outcome(other.toString("base64url"))).toBe("CursorOutdated")
      for (const wrong of [
        "",
        "x",
        "1",
        `${text}9`,
        Buffer.from("1.1.1 x 0").toString("base64url")
      ])
        expect(yield* outcome(wrong), wrong).toBe("CursorInvalid")
    }).pipe(Effect.provide(ChangesFeed.layer))
  )

  it.effect("is one workspace's alone", () =>
    Effect.gen(function* () {
      const { since } = yield* Changes
      const other = yield* since({ ...who, workspaceId: "2" }, Option.none(), 1000)
      expect(new Set(other.changes.map(({ id }) => id.replace(/^[a-z]+/, "").slice(0, 1)))).toEqual(
        new Set(["2"])
      )
    }).pipe(Effect.provide(ChangesFeed.layer))
  )
})
