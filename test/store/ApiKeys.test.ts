/** Keys: who is let in, who is not, and what somebody learns who reads the database. */
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as path from "node:path"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import { Keys, type NewKey } from "../../src/contracts/Keys.ts"
import * as ApiKeys from "../../src/store/ApiKeys.ts"
import * as Secret from "../../src/store/Secret.ts"
import { transaction } from "../../src/store/Transaction.ts"
import * as Workspaces from "../../src/store/Workspaces.ts"
import { until } from "../support/Observe.ts"
import { directory } from "../support/ServerProcess.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const pepper = Redacted.make("a pepper of the tests, which is long enough")
const keys = (place = { pepper: Option.some(pepper), home: "/nowhere" }) => ApiKeys.layer(place)
const wanted: NewKey = {
  workspace: "default",
  name: "mine",
  scopes: ["contacts:read"],
  rate: Option.none(),
  expiresAt: Option.none()
}
const refusal = (token: string) =>
  Effect.flatMap(Keys, ({ authenticate }) => authenticate(token)).pipe(
    Effect.flip,
    Effect.map(({ message }) => message)
  )
const row = (id: string) =>
  Effect.flatMap(TestDatabase, ({ asSuperuser }) =>
    asSuperuser<{ readonly used: Date | null; readonly text: string }>(
      `select last_used_at as used, t::text as text from tandem.api_keys t where key_id = '${id}'`
    )
  ).pipe(Effect.map(([first]) => first))

layer(TestDatabase.layer, { excludeTestServices: true })("a key", (it) => {
  it.scoped("lets in whoever shows it, into its own workspace, for what it is good for", () =>
    Effect.gen(function* () {
      yield* Workspaces.ensureDefault
      const { authenticate, create } = yield* Keys
      const { key, token } = yield* create({ ...wanted, rate: Option.some(120) })
      expect(Redacted.value(token)).toMatch(/^tdm_[a-z0-9]{12}_[A-Za-z0-9]{43}$/)
      expect(yield* authenticate(Redacted.value(token))).toEqual({
        workspaceId: "1",
        actor: `api:${key.id}`,
        keyId: key.id,
        scopes: ["contacts:read"],
        rate: 120
      })
    }).pipe(Effect.provide(keys()))
  )

  it.scoped("of anybody else opens nothing, and all of them hear the same", () =>
    Effect.gen(function* () {
      yield* Workspaces.ensureDefault
      const { create } = yield* Keys
      const [mine, other] = [yield* create(wanted), yield* create(wanted)]
      const text = Redacted.value(mine.token)
      const wrong = [
        "",
        "tdm",
        `tdm_${mine.key.id}_`,
        text.slice(0, -1),
        `${text}x`,
        `${text.slice(0, -1)}${text.endsWith("a") ? "b" : "a"}`,
        Redacted.value(Secret.make().token),
        text.replace(mine.key.id, other.key.id),
        text.toLowerCase(),
        "x".repeat(100_000)
      ]
      for (const token of wrong) expect(yield* refusal(token)).toBe("This key opens nothing.")
    }).pipe(Effect.provide(keys()))
  )

  it.effect("is refused once it is revoked or has expired, and a second one still holds", () =>
    Effect.gen(function* () {
      yield* Workspaces.ensureDefault
      const { authenticate, create, revoke } = yield* Keys
      const soon = new Date(Date.UTC(2030, 0, 1, 0, 1))
      yield* TestClock.setTime(Date.UTC(2030, 0, 1))
      const old = yield* create({ ...wanted, expiresAt: Option.some(soon) })
      const next = yield* create(wanted)
      yield* authenticate(Redacted.value(old.token))
      yield* TestClock.adjust("1 minute")
      expect(yield* refusal(Redacted.value(old.token))).toBe(
        "This key expired at 2030-01-01T00:01:00.000Z."
      )
      yield* authenticate(Redacted.value(next.token))
      const revoked = yield* revoke(next.key.id)
      expect(revoked).toMatchObject({ id: next.key.id, workspace: "default" })
      expect((yield* revoke(next.key.id)).revokedAt).toEqual(revoked.revokedAt)
      yield* TestClock.adjust("5001 millis")
      expect(yield* refusal(Redacted.value(next.token))).toBe("This key was revoked.")
    }).pipe(Effect.provide(keys()), Effect.provide(TestContext.TestContext))
  )

  it.scoped("is noted as used, and once a minute is enough", () =>
    Effect.gen(function* () {
      yield* Workspaces.ensureDefault
      const { authenticate, create } = yield* Keys
      const { key, token } = yield* create(wanted)
      expect((yield* row(key.id))?.used).toBeNull()
      yield* authenticate(Redacted.value(token))
      yield* until(Effect.map(row(key.id), (it) => it?.used !== null))
      const first = yield* row(key.id)
      yield* authenticate(Redacted.value(token)).pipe(Effect.repeatN(10))
      expect((yield* row(key.id))?.used).toEqual(first?.used)
    }).pipe(Effect.provide(keys()))
  )

  it.scoped("cannot be had from the database, nor made there by hand", () =>
    Effect.gen(function* () {
      yield* Workspaces.ensureDefault
      const { asSuperuser } = yield* TestDatabase
      const { create } = yield* Keys
      const { key, token } = yield* create(wanted)
      const [, id, secret = ""] = Redacted.value(token).split("_")
      const text = (yield* row(key.id))?.text ?? ""
      expect(text).toContain(id)
      for (const form of [secret, Buffer.from(secret).toString("hex")]) {
        expect(text).not.toContain(form)
      }
      const plain = crypto.createHash("sha256").update(secret).digest("hex")
      expect(text).not.toContain(plain)

      yield* asSuperuser("insert into tandem.workspaces values (2, 'other', '2026-01-01')")
      yield* asSuperuser(`
        insert into tandem.api_keys
        select 2, 'abcdefghijkl', name, secret_hash, '{*}', rate, created_at
        from tandem.api_keys where key_id = '${key.id}'`)
      expect(yield* refusal(`tdm_abcdefghijkl_${secret}`)).toBe("This key opens nothing.")
      yield* asSuperuser("delete from tandem.api_keys where workspace_id = 2")
      yield* asSuperuser("delete from tandem.workspaces where id = 2")
    }).pipe(Effect.provide(keys()))
  )

  it.scoped("is shown to its own workspace and at the door, and to nobody else", () =>
    Effect.gen(function* () {
      yield* Workspaces.ensureDefault
      const { asSuperuser } = yield* TestDatabase
      const { create, list } = yield* Keys
      const { key } = yield* create(wanted)
      yield* asSuperuser("insert into tandem.workspaces values (3, 'third', '2026-01-01')")
      const there = yield* create({ ...wanted, workspace: "third" })
      const ids = (name: string) =>
        Effect.map(list(Option.some(name)), (all) => all.map(({ id }) => id))
      expect(yield* ids("third")).toEqual([there.key.id])
      expect(yield* ids("default")).toContain(key.id)
      expect(yield* ids("default")).not.toContain(there.key.id)
      const nowhere = yield* Effect.flip(list(Option.some("nowhere")))
      expect(nowhere.message).toBe("There is no workspace nowhere. There is: default, third.")

      const sql = yield* SqlClient.SqlClient
      const seen = (shown: string) =>
        Effect.gen(function* () {
          yield* sql`set local role tandem_daemon`
          yield* sql`select set_config('app.key', ${shown}, true)`
          return yield* sql`select key_id from tandem.api_keys`
        }).pipe(transaction)
      expect(yield* seen(there.key.id)).toEqual([{ key_id: there.key.id }])
      expect(yield* seen("")).toEqual([])
      expect(yield* sql`select key_id from tandem.api_keys`).toEqual([])
      yield* asSuperuser("delete from tandem.api_keys where workspace_id = 3")
      yield* asSuperuser("delete from tandem.workspaces where id = 3")
    }).pipe(Effect.provide(keys()))
  )
})

layer(TestDatabase.layer, { excludeTestServices: true })("the pepper", (it) => {
  it.scoped("that can be kept nowhere is told where it could", () =>
    Effect.gen(function* () {
      const file = path.join(yield* directory, "file")
      fs.writeFileSync(file, "")
      const { ready } = yield* Keys.pipe(
        Effect.provide(keys({ pepper: Option.none(), home: path.join(file, "home") }))
      )
      const { message } = yield* Effect.flip(ready)
      expect(message).toContain("Cannot keep the secret")
      expect(message).toContain("Set api.pepper")
    })
  )

  it.scoped("is made once, for its owner alone, and every process finds the same", () =>
    Effect.gen(function* () {
      const home = path.join(yield* directory, "home")
      const place = { pepper: Option.none(), home }
      const ready = Effect.flatMap(Keys, ({ ready }) => ready)
      yield* Effect.all(
        Array.from({ length: 10 }, () => Effect.provide(ready, keys(place))),
        { concurrency: "unbounded" }
      )
      expect(fs.readdirSync(home)).toEqual(["pepper"])
      expect(fs.statSync(path.join(home, "pepper")).mode & 0o777).toBe(0o600)

      yield* Workspaces.ensureDefault
      const make = Effect.flatMap(Keys, ({ create }) => create(wanted))
      const { token } = yield* Effect.provide(make, keys(place))
      const use = Effect.flatMap(Keys, (it) => it.authenticate(Redacted.value(token)))
      yield* Effect.provide(use, keys(place))

      fs.rmSync(path.join(home, "pepper"))
      const gone = yield* Effect.flip(Effect.provide(ready, keys(place)))
      expect(gone.message).toMatch(/holds API keys, but .*pepper.* is gone.*api\.pepper/s)
      expect(fs.existsSync(path.join(home, "pepper"))).toBe(false)
    })
  )
})
