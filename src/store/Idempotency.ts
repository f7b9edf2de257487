/**
 * Requests that may be made twice. Three steps: a claim that others can see, the work and its
 * answer in one transaction, and, where nothing was done, the claim taken back. A process that
 * dies leaves a claim behind that others may take over when its time is up; should it only have
 * been slow, its work is undone, because the claim is no longer its own.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import {
  type Answer,
  type Done,
  Idempotency,
  InFlight,
  KeyReused,
  type Request
} from "../contracts/Idempotency.ts"
import { failedTo } from "./SqlFailure.ts"
import * as Tenancy from "./Tenancy.ts"
import * as Workspaces from "./Workspaces.ts"

export const layer = Layer.scoped(
  Idempotency,
  Effect.gen(function* () {
    const context = yield* Effect.context<SqlClient.SqlClient>()
    yield* forgetExpired.pipe(
      Effect.ignoreLogged,
      Effect.schedule(Schedule.spaced("1 hour")),
      Effect.provide(context),
      Effect.forkScoped
    )
    return Idempotency.of({
      once: <A, E, R>(
        request: Request,
        work: Effect.Effect<A, E, R>,
        kept: (answer: A) => Answer | null
      ) =>
        Effect.mapInputContext(once(request, work, kept), (given: Context.Context<R>) =>
          Context.merge(context, given)
        )
    })
  })
)

const once = <A, E, R>(
  request: Request,
  work: Effect.Effect<A, E, R>,
  kept: (answer: A) => Answer | null
) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const holder = (yield* Random.nextInt).toString(36)
      const before = yield* Effect.mapError(claim(request, holder), orUnavailable)
      if (before !== null) return { answer: before, replayed: true } satisfies Done<A>

      let worked: Exit.Exit<A, E> | undefined
      const whole = yield* Effect.gen(function* () {
        worked = yield* Effect.exit(work)
        const answer = Exit.isSuccess(worked) ? kept(worked.value) : null
        if (answer === null) return yield* new Undo()
        yield* keep(request, holder, answer)
      }).pipe(Tenancy.within(request.who), restore, Effect.exit)

      if (Exit.isSuccess(whole)) return { answer: yield* done(worked), replayed: false }
      yield* Effect.ignoreLogged(letGo(request, holder))
      const failure = Cause.failureOption(whole.cause)
      if (failure._tag === "Some" && failure.value._tag === "Undo") {
        return { answer: yield* done(worked), replayed: false }
      }
      return yield* Effect.mapError(Effect.failCause(whole.cause), (error) =>
        error._tag === "Undo" ? new InFlight() : orUnavailable(error)
      )
    })
  )

/** Nothing was done that is worth keeping: the transaction takes back whatever was begun. */
class Undo extends Data.TaggedError("Undo") {}

const done = <A, E>(worked: Exit.Exit<A, E> | undefined): Effect.Effect<A, E> =>
  worked ?? Effect.dieMessage("work that was kept was never done")

const orUnavailable = <E>(error: E) =>
  error instanceof KeyReused || error instanceof InFlight
    ? error
    : failedTo("keep what was answered")(error)

/** Null where the claim is ours now; otherwise what was answered before. */
const claim = ({ hash, key, who }: Request, holder: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const millis = yield* Clock.currentTimeMillis
    const now = new Date(millis)
    const held = new Date(millis + Duration.toMillis(holding))
    const expires = new Date(millis + Duration.toMillis(remembering))
    const claimed = yield* sql`
      insert into tandem.idempotency as it
        (workspace_id, key, request_hash, holder, held_until, expires_at)
      values (${who.workspaceId}, ${key}, ${hash}, ${holder}, ${held}, ${expires})
      on conflict (workspace_id, key) do update
        set request_hash = excluded.request_hash, holder = excluded.holder,
            held_until = excluded.held_until, expires_at = excluded.expires_at,
            status = null, headers = null, body = null
        where it.expires_at <= ${now}
           or (it.status is null and it.held_until <= ${now}
               and it.request_hash = excluded.request_hash)
      returning holder
    `
    if (claimed.length > 0) return null
    const [row] = yield* sql<Row>`
      select request_hash = ${hash} as same, status, headers, body
      from tandem.idempotency where key = ${key}
    `
    // It was taken back between the two statements: the next attempt finds it free.
    if (row === undefined) return yield* new InFlight()
    if (!row.same) return yield* new KeyReused()
    const { body, headers, status } = row
    if (status === null || headers === null || body === null) return yield* new InFlight()
    return { status, headers, body } satisfies Answer
  }).pipe(Tenancy.within(who))

interface Row {
  readonly same: boolean
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>> | null
  readonly body: string | null
}

/** In the transaction of the work, which may have taken another role meanwhile. */
const keep = ({ key, who }: Request, holder: string, { body, headers, status }: Answer) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* Tenancy.enter(who)
    const rows = yield* sql`
      update tandem.idempotency
      set status = ${status}, headers = ${JSON.stringify(headers)}::jsonb, body = ${body}
      where key = ${key} and holder = ${holder} and status is null
      returning key
    `
    if (rows.length === 0) return yield* new InFlight()
  })

const letGo = ({ key, who }: Request, holder: string) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      delete from tandem.idempotency
      where key = ${key} and holder = ${holder} and status is null
    `
  ).pipe(Tenancy.within(who))

const forgetExpired = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const now = new Date(yield* Clock.currentTimeMillis)
  yield* Effect.forEach(yield* Workspaces.all, ({ id }) =>
    sql`delete from tandem.idempotency where expires_at <= ${now}`.pipe(
      Tenancy.within({ workspaceId: id, actor: "tandem" })
    )
  )
})

/** Longer than any statement may take, so that only the dead are overtaken. */
const holding = Duration.minutes(2)
const remembering = Duration.hours(24)
