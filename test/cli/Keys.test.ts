/** `tandem keys` as people use it, and the first key, which `tandem run` makes. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { start, tandem, temporaryHome } from "../support/tandem.ts"

const { home, remove } = temporaryHome()
afterAll(remove)

const place = (name: string, more = ""): ReadonlyArray<string> => {
  const directory = join(home, name)
  mkdirSync(directory)
  const file = join(directory, "tandem.yaml")
  writeFileSync(file, `home: ./state\napi: { port: 0 }\n${more}`)
  return ["--config", file]
}
const where = place("keys")

it("wants the database up to date, and says how", async () => {
  const early = await tandem(["keys", "list", ...where])
  expect(early).toMatchObject({ status: 1, out: "" })
  expect(early.err).toContain('run "tandem migrate" first')
  expect((await tandem(["migrate", ...where])).status).toBe(0)
  expect((await tandem(["keys", "list", ...where])).out).toContain("no keys yet")
})

it("makes a key and shows it once, lists it, and revokes it", async () => {
  const said = await tandem([
    "keys",
    "create",
    ...["--name", "the form", "--scope", "contacts:write", "--scope", "contacts:read"],
    ...["--expires", "90d", "--rate", "120", ...where, "--json"]
  ])
  expect(said).toMatchObject({ status: 0, err: "" })
  const { token, ...key } = JSON.parse(said.out)
  expect(token).toMatch(/^tdm_[a-z0-9]{12}_[A-Za-z0-9]{43}$/)
  expect(key).toMatchObject({
    name: "the form",
    workspace: "default",
    scopes: ["contacts:write", "contacts:read"],
    rate: 120,
    lastUsedAt: null,
    revokedAt: null
  })
  expect(Date.parse(key.expiresAt) - Date.parse(key.createdAt)).toBeGreaterThan(89 * 86_400_000)

  const second = await tandem(["keys", "create", ...where])
  expect(second.out).toMatch(/^tdm_\S+\n\n {2}name +unnamed\n.*scopes +\*\n.*not shown again/s)

  const listed = await tandem(["keys", "list", ...where, "--json"])
  const secret = token.split("_")[2]
  expect(listed.out).not.toContain(secret)
  expect(JSON.parse(listed.out)).toMatchObject([{ ...key, state: "live" }, { state: "live" }])
  expect((await tandem(["keys", "list", ...where])).out).toContain(`${key.id}  live`)

  expect((await tandem(["keys", "revoke", token, ...where])).out).toBe(
    `${key.id} (the form) opens nothing any more\n`
  )
  const after = JSON.parse((await tandem(["keys", "list", ...where, "--json"])).out)
  expect(after).toMatchObject([{ id: key.id, state: "revoked" }, { state: "live" }])
})

it("says what cannot be made, and makes nothing", async () => {
  const refused = async (...words: ReadonlyArray<string>) => {
    const { err, out, status } = await tandem(["keys", ...words, ...where])
    expect({ out, status }).toEqual({ out: "", status: 1 })
    return err
  }
  expect(await refused("create", "--scope", "contact:read")).toContain("mean contacts:read?")
  expect(await refused("create", "--expires", "2001-01-01")).toContain("no time to come")
  expect(await refused("create", "--rate", "0")).toContain("from 1 to 1000000")
  expect(await refused("create", "--workspace", "sales")).toContain(
    "There is no workspace sales. There is: default."
  )
  expect(await refused("revoke", "nosuchkey")).toContain("tandem keys list")
  expect(JSON.parse((await tandem(["keys", "list", ...where, "--json"])).out)).toHaveLength(2)
})

it("shows the first key to a person once, and keeps it nowhere", async () => {
  const mine = place("person", "log: { format: text }\n")
  const daemon = start(["run", ...mine])
  await daemon.says(/Bearer tdm_/)
  daemon.process.kill("SIGTERM")
  const { err, status } = await daemon.ended
  expect(status).toBe(0)
  const [token = "", url = ""] = /Bearer (tdm_\w+)" (http\S+)/.exec(err)?.slice(1) ?? []
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/workspace$/)

  const again = start(["run", ...mine])
  await again.says(/is ready/)
  again.process.kill("SIGTERM")
  expect((await again.ended).err).not.toContain("tdm_")

  const state = join(home, "person", "state")
  const secret = token.split("_")[2] ?? "?"
  const files = readdirSync(state, { withFileTypes: true }).filter((it) => it.isFile())
  expect(files.map(({ name }) => name)).toContain("pepper")
  for (const { name } of files) {
    expect(readFileSync(join(state, name), "utf8"), name).not.toContain(secret)
  }
  const exported = await tandem(["export", ...mine])
  expect(exported.out).toContain("api_keys")
  expect(exported.out).not.toContain(secret)
})

it("tells a machine's log that there is no key, and never one", async () => {
  const mine = place("machine", "log: { format: json }\n")
  const daemon = start(["run", ...mine])
  await daemon.says(/no API key yet/)
  daemon.process.kill("SIGTERM")
  const { err, out } = await daemon.ended
  expect(`${out}${err}`).not.toContain("tdm_")
})
