/** `tandem run`, `check` and `health` around a daemon of their own. */
import { writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { start, tandem, temporaryHome } from "../support/tandem.ts"

const { home, remove } = temporaryHome()
afterAll(remove)

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0))
    })
  })

const config = async (): Promise<ReadonlyArray<string>> => {
  const file = join(home, "tandem.yaml")
  writeFileSync(file, `home: ./state\napi:\n  port: ${await freePort()}\n`)
  return ["--config", file]
}

it("checks without migrating, migrates when told to, and says so", async () => {
  const where = await config()
  const before = await tandem(["check", ...where, "--json"])
  expect(before.status).toBe(0)
  const { migrations } = JSON.parse(before.out)
  expect(migrations.applied).toEqual([])
  const again = JSON.parse((await tandem(["check", ...where, "--json"])).out)
  expect(again.migrations.pending).toEqual(migrations.pending)

  const migrated = await tandem(["migrate", ...where])
  expect(migrated.status).toBe(0)
  const after = JSON.parse((await tandem(["check", ...where, "--json"])).out)
  expect(after.migrations).toMatchObject({ pending: [] })
  expect(after.migrations.applied).toHaveLength(migrations.pending.length)
})

it("runs until it is told to stop, is healthy meanwhile, and lets others look on", async () => {
  const where = await config()
  expect((await tandem(["health", ...where])).status).toBe(1)

  const daemon = start(["run", ...where])
  await daemon.says(/is ready/)
  expect(await tandem(["health", ...where])).toMatchObject({ status: 0, out: "ready\n" })
  const beside = JSON.parse((await tandem(["check", ...where, "--json"])).out)
  expect(beside.database.sentence).toContain("attached")

  daemon.process.kill("SIGTERM")
  expect((await daemon.ended).status).toBe(0)
  expect((await tandem(["health", ...where])).err).toContain("tandem run")
})

it("ends with 130 when a person breaks it off, just as cleanly", async () => {
  const daemon = start(["run", ...(await config())])
  await daemon.says(/is ready/)
  daemon.process.kill("SIGINT")
  const { err, status } = await daemon.ended
  expect(status).toBe(130)
  expect(err).not.toMatch(/\n\s+at /)
})

it("says which port is taken, and how to take another", async () => {
  const where = await config()
  const daemon = start(["run", ...where])
  await daemon.says(/is ready/)
  const second = await tandem(["run", ...where])
  expect(second.status).toBe(1)
  expect(second.err).toMatch(/Cannot listen on 127\.0\.0\.1:\d+ .*api\.port/)
  daemon.process.kill("SIGTERM")
  expect((await daemon.ended).status).toBe(0)
})
