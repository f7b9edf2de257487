/** `tandem normalize`, for people and for pipes. */
import { spawnSync } from "node:child_process"
import { expect, it } from "vitest"
import { program, tandem } from "../support/tandem.ts"

const objects = (out: string): ReadonlyArray<Record<string, unknown>> =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))

it("understands what it is given, and says as what", async () => {
  const { out, status } = await tandem([
    "normalize",
    "030 123456",
    "ANN@Acme.com",
    "--country",
    "Germany",
    "--json"
  ])
  expect(status).toBe(0)
  expect(objects(out)).toMatchObject([
    { input: "030 123456", kind: "phone", normal: "+4930123456", state: "valid", region: "DE" },
    { input: "ANN@Acme.com", kind: "email", normal: "ann@acme.com", state: "valid" }
  ])
})

it("reads a stream line by line and answers with one object per line", async () => {
  const { out, status } = await tandem(["normalize", "--kind", "phone"], {
    input: "+1 415 555 1234\r\nnonsense\n\n+49 30 123456"
  })
  expect(status).toBe(0)
  expect(objects(out)).toMatchObject([
    { input: "+1 415 555 1234", normal: "+14155551234", state: "valid" },
    { input: "nonsense", normal: null, state: "unparsable" },
    { input: "", normal: null },
    { input: "+49 30 123456", normal: "+4930123456" }
  ])
})

it("explains in words to a person", async () => {
  const { out } = await tandem(["normalize", "--kind", "email", "not an address"])
  expect(out).toMatch(/email +invalid/)
  expect(out).toMatch(/normal +none/)
})

it("refuses a country that is none, and reads nothing", async () => {
  const said = await tandem(["normalize", "1", "--country", "Atlantis"])
  expect(said).toMatchObject({ status: 1, out: "" })
  expect(said.err).toContain("Atlantis")
})

it("stops without a word when the reader of its output has seen enough", () => {
  const { stderr, stdout } = spawnSync(
    "sh",
    [
      "-c",
      `yes "+1 415 555 1234" | head -n 20000 | "${process.execPath}" "${program}" normalize | head -n 1`
    ],
    { encoding: "utf8" }
  )
  expect(objects(stdout)).toHaveLength(1)
  expect(stderr).toBe("")
})

it("refuses a kind that is none, and says which was probably meant", async () => {
  const said = await tandem(["normalize", "1", "--kind", "phon"])
  expect(said).toMatchObject({ status: 1, out: "" })
  expect(said.err).toContain("Did you mean phone?")
})
