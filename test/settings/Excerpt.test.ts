/** Whatever is wrong with a file, what is told about it holds no secret. */
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { always } from "../support/property.ts"
import { complaint, understood } from "./mistakes.ts"

const secret = "Zq7Kx9Wv3Jp5"

const file = `# once the key was ${secret}
home: ./data
database:
  url: postgres://tandem:${secret}@db:5432/crm
api: { host: 127.0.0.1, port: 8787, public_url: "https://ann:${secret}@acme.com/?t=${secret}" }
keys:
  shared_addresses: [info]
connections:
  - name: graph8
    crm: graph8 # ${secret}
    credentials:
      api_key: ${secret}
      api_secret: "${secret}"
      pem: |
        ${secret}
        ${secret}
      other: \${NAME:-${secret}}
      env: \${TOKEN}
    kinds:
      contact:
        direction: both
        every: 5m
        fields: { job_title: [graph8, hub] }
  - { name: spn, crm: spn, credentials: { token: ${secret} }, kinds: { deal: } }
`
const env = { TOKEN: secret }

/** No six characters of it in a row. */
const leaks = (message: string): boolean =>
  Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6)).some((part) =>
    message.includes(part)
  )

interface Slip {
  readonly at: number
  readonly drop: number
  readonly put: string
}

/** Slips of the keyboard; not such as make a comment a value, or a secret a variable's name. */
const slips = fc.array(
  fc.record({
    at: fc.nat(file.length),
    drop: fc.nat(3),
    put: fc.constantFrom(
      ...["", " ", "\t", "\n", ":", "- ", '"', "'", "{", "}", "[", "*", "&", "!"]
    )
  }),
  { minLength: 1, maxLength: 3 }
)

const slipped = (slips: ReadonlyArray<Slip>): string =>
  slips.reduce((text, { at, drop, put }) => {
    const gone = text.slice(at, at + drop)
    return /[A-Za-z0-9#]/.test(gone) ? text : text.slice(0, at) + put + text.slice(at + drop)
  }, file)

describe("a message about a file with secrets", () => {
  it("says none of them, whatever slips the keyboard made", () => {
    let told = 0
    always(slips, (slips) => {
      const text = slipped(slips)
      fc.pre(!text.includes(`\${NAME${secret}`))
      Either.match(understood(text, { env }), {
        onLeft: ({ message }) => {
          told += 1
          expect(leaks(message), `${message}\n\nfor\n\n${text}`).toBe(false)
        },
        onRight: ({ known }) => expect(leaks(known.warnings.join())).toBe(false)
      })
    })()
    expect(told).toBeGreaterThan(0)
  })

  it.each([
    ["a name in another key", "connections: { a: { token: S } }"],
    ["a section of another name", "secrets:\n  key: S"],
    ["a credential beside its section", "connections:\n  - name: a\n    api_key: S"],
    ["a colon without a space", "connections:\n  - credentials:\n      api_key:S"],
    ["no colon, in braces", "connections:\n  - credentials: { api_key S }"],
    ["a text that is all there is", "S"],
    ["an anchor", "x: &S\n  y: 1"],
    ["an alias", "home: *S"],
    ["a tag", "home: !S x"],
    ["a value from outside in a number's place", `api: { port: "\${TOKEN}" }`],
    ["a value from outside in a choice's place", `log: { level: "\${TOKEN}" }`],
    ["a value from outside as a name", `connections: [{ name: "\${TOKEN}", crm: x }]`],
    ["a value from outside as a workspace", `connections: [{ workspace: "\${TOKEN}" }]`],
    ["a default", `log: { level: "\${NAME:-S}" }`],
    ["a comment", "log: x # S"],
    ["a database's URL", "database: { url: S }"],
    ["a credential called like a key", "connections:\n  - credentials:\n      crm: 'S"],
    ["a URL's password", "api: { public_url: ftp://u:S@acme.com }"],
    ["a URL's query", "api: { public_url: https://acme.com?token=S }"]
  ])("says none that stands in %s", (_, text) => {
    const message = complaint(text.replaceAll("S", secret), { env })
    expect(message).toContain("remedy")
    expect(leaks(message), message).toBe(false)
  })
})

describe("an excerpt", () => {
  it("points below what is meant, also where something before it is hidden", () => {
    expect(complaint('log: { unknown: "a b c", level: loud }')).toContain(
      [
        "    1 | log: { unknown: ****, level: loud }",
        "      |                              ^^^^"
      ].join("\n")
    )
  })

  it("keeps tabs, so that the caret stays where it belongs", () => {
    expect(complaint("home:\t\t~/x")).toContain("    1 | home:\t\t~/x\n      |      \t\t^^^")
  })

  it("shows a line as it ends on Windows", () => {
    expect(complaint("api:\r\n  port: x\r\n")).toContain("    2 |   port: x\n      |         ^\n")
  })
})
