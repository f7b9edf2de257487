/** Work that is asked for twice and done once, whoever dies in between. */
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { type Answer, Idempotency, type Request } from "../../src/contracts/Idempotency.ts"
import * as Store from "../../src/store/Idempotency.ts"
import * as Workspaces from "../../src/store/Workspaces.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const who = { workspaceId: "1", actor: "test" }
const hash = (byte: number) => new Uint8Array(32).fill(byte)
const request = (key: string, byte = 1): Request => ({ who, key, hash: hash(byte) })
const answer = (body: string, status = 201): Answer => ({ status, headers: { a: "b" }, body })
const kept = (given: Answer) => (given.status < 300 ? given : null)

const noted = Effect.gen(function* () {
  const { asSuperuser } = yield* TestDatabase
  const rows = yield* asSuperuser<{ readonly word: string }>("select word from tandem.done")
  return rows.map(({ word }) => word)
})
const note = (word: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql`insert into tandem.done values (${word})`)
const once = (request: Request, work: Effect.Effect<Answer, unknown, SqlClient.SqlClient>) =>
  Effect.flatMap(Idempotency, (it) => it.once(request, work, kept))
const overdue = Effect.flatMap(TestDatabase, ({ asSuperuser }) =>
  asSuperuser("update tandem.idempotency set held_until = '2020-01-01' where status is null")
)
const old = Effect.flatMap(TestDatabase, ({ asSuperuser }) =>
  asSuperuser("update tandem.idempotency set expires_at = '2020-01-01'")
)

const world = Store.layer.pipe(
  Layer.provideMerge(
    Layer.effectDiscard(
      Effect.gen(function* () {
        const { asSuperuser } = yield* TestDatabase
        yield* Workspaces.ensureDefault
        yield* asSuperuser("create table tandem.done (word text)")
        yield* asSuperuser("grant insert on tandem.done to tandem_app")
      })
    )
  ),
  Layer.provideMerge(TestDatabase.layer)
)

layer(world, { excludeTestServices: true })("a request with a key", (it) => {
  it.scoped("is done once and answered as often as it is asked", () =>
    Effect.gen(function* () {
      const work = Effect.as(note("once"), answer("first"))
      expect(yield* once(request("a"), work)).toEqual({ answer: answer("first"), replayed: false })
      expect(yield* once(request("a"), work)).toEqual({ answer: answer("first"), replayed: true })
      expect(yield* noted).toEqual(["once"])
      const other = yield* Effect.flip(once(request("a", 2), work))
      expect(other).toMatchObject({ _tag: "KeyReused" })
      yield* old
      expect((yield* once(request("a", 2), work)).replayed).toBe(false)
    })
  )

  it.scoped("is undone and forgotten when nothing came of it, however it ended", () =>
    Effect.gen(function* () {
      const before = yield* noted
      const refused = Effect.as(note("refused"), answer("no", 409))
      expect((yield* once(request("b"), refused)).answer).toEqual(answer("no", 409))
      const failed = Effect.zipRight(note("failed"), Effect.fail("broken"))
      expect(yield* Effect.flip(once(request("b"), failed))).toBe("broken")
      const dead = Effect.zipRight(note("dead"), Effect.die("a bug"))
      expect((yield* Effect.exit(once(request("b"), dead)))._tag).toBe("Failure")
      expect(yield* noted).toEqual(before)
      const work = Effect.as(note("b"), answer("done"))
      expect(yield* once(request("b", 2), work)).toMatchObject({ replayed: false })
    })
  )

  it.scoped("is refused while the same one is under way, and free when its client has left", () =>
    Effect.gen(function* () {
      const begun = yield* Deferred.make<void>()
      const slow = Effect.zipRight(Deferred.succeed(begun, undefined), Effect.never)
      const fiber = yield* Effect.fork(once(request("c"), slow))
      yield* Deferred.await(begun)
      const work = Effect.as(note("c"), answer("done"))
      expect(yield* Effect.flip(once(request("c"), work))).toMatchObject({ _tag: "InFlight" })
      yield* Fiber.interrupt(fiber)
      expect((yield* once(request("c"), work)).replayed).toBe(false)
    })
  )

  it.scoped("of twenty at once is done by one of them", () =>
    Effect.gen(function* () {
      const work = Effect.as(note("twenty"), answer("done"))
      const all = yield* Effect.all(
        Array.from({ length: 20 }, () => Effect.either(once(request("d"), work))),
        { concurrency: "unbounded" }
      )
      const first = all.filter((it) => it._tag === "Right" && !it.right.replayed)
      expect(first).toHaveLength(1)
      for (const it of all) {
        if (it._tag === "Left") expect(it.left).toMatchObject({ _tag: "InFlight" })
      }
      expect((yield* noted).filter((word) => word === "twenty")).toHaveLength(1)
    })
  )

  it.scoped("can be taken over from a process that died, in time", () =>
    Effect.gen(function* () {
      const { asSuperuser } = yield* TestDatabase
      yield* asSuperuser(`insert into tandem.idempotency
        values (1, 'e', decode(repeat('01', 32), 'hex'), 'dead', '2100-01-01', null, null, null,
                '2100-01-01')`)
      const work = Effect.as(note("e"), answer("done"))
      expect(yield* Effect.flip(once(request("e"), work))).toMatchObject({ _tag: "InFlight" })
      yield* overdue
      expect(yield* Effect.flip(once(request("e", 2), work))).toMatchObject({ _tag: "KeyReused" })
      expect((yield* once(request("e"), work)).replayed).toBe(false)
    })
  )

  it.scoped("that was taken over while it only was slow leaves nothing behind", () =>
    Effect.gen(function* () {
      const [begun, goOn] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const slow = Effect.gen(function* () {
        yield* note("slow")
        yield* Deferred.succeed(begun, undefined)
        yield* Deferred.await(goOn)
        return answer("too late")
      })
      const fiber = yield* Effect.fork(Effect.flip(once(request("f"), slow)))
      yield* Deferred.await(begun)
      yield* overdue
      const quick = Effect.as(note("quick"), answer("in time"))
      expect((yield* once(request("f"), quick)).answer).toEqual(answer("in time"))
      yield* Deferred.succeed(goOn, undefined)
      expect(yield* Fiber.join(fiber)).toMatchObject({ _tag: "InFlight" })
      const words = yield* noted
      expect(words).toContain("quick")
      expect(words).not.toContain("slow")
      expect((yield* once(request("f"), quick)).answer).toEqual(answer("in time"))
    })
  )
})
