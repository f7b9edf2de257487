import * as Redacted from "effect/Redacted"
import { describe, expect, it } from "vitest"
import { Configuration, type Loaded } from "../../src/Settings.ts"
import { print, printed } from "../../src/settings/Print.ts"
import { loaded } from "./mistakes.ts"

const secret = "pa55word"
const env = { TOKEN: secret, DATABASE_URL: `postgres://ann:${secret}@db/crm`, PORT: "9000" }

const text = `home: "$\${x}"
api:
  port: \${PORT}
connections:
  - name: graph8
    crm: graph8
    credentials: { api_key: "\${TOKEN}", org: ${secret} }
    kinds:
      deal:
        every: 90s
        filter: { owner: { exists: true }, or: [{ name: { prefix: A } }, { amount: { eq: 1.50 } }] }
        fields: { amount: [graph8] }
`

const printOf = ({ known, ...settings }: Loaded) => print(Configuration, settings, known)
const printedOf = ({ known, ...settings }: Loaded) => printed(Configuration, settings, known)

describe("the settings in force", () => {
  const settings = loaded(text, { env })

  it("are printed without a secret in them", () => {
    expect(
      Redacted.value(settings.connections[0]?.credentials["api_key"] ?? Redacted.make(""))
    ).toBe(secret)
    expect(printOf(settings)).not.toContain(secret)
    expect(JSON.stringify(printedOf(settings))).not.toContain(secret)
    expect(String(settings.database.url)).not.toContain(secret)
    expect(JSON.stringify(settings)).not.toContain(secret)
  })

  it("say of every value that is no default where it is from", () => {
    expect(printOf(settings)).toMatchInlineSnapshot(`
      "home: /etc/tandem/$\${x} # line 1
      database:
        url: <redacted> # DATABASE_URL
      api:
        host: 127.0.0.1
        port: 9000 # \${PORT}
        rate:
          per_key: 6000
          per_address: 60
        access_log: errors
        slow_after: 1s
      log:
        level: info
        format: auto
      keys:
        shared_addresses: []
        shared_phones: []
      brakes:
        deletes:
          at_least: 25
          share: 0.05
          at_most: 500
        clears:
          at_least: 50
          share: 0.1
          at_most: 1000
        overwrites:
          at_least: 500
          share: 0.5
          at_most: 50000
        creates: off
      workspaces:
        default: {}
      connections:
        - name: graph8 # line 5
          crm: graph8 # line 6
          workspace: default
          credentials:
            api_key: <redacted> # \${TOKEN}
            org: <redacted> # line 7
          kinds:
            deal:
              direction: pull
              every: 90s # line 10
              filter:
                and:
                  - owner:
                      exists: true
                  - or:
                      - name:
                          prefix: A
                      - amount:
                          eq: "1.5"
              enrol: none
              first_join: ask
              deletes:
                in: keep
                out: keep
              brakes: {}
              fields:
                name: newest
                company_id: newest
                amount:
                  - graph8 # line 12
                currency: newest
                pipeline_id: newest
                stage_id: newest
                description: newest
                close_date: newest
                owner: newest
                custom: newest
      "
    `)
  })

  it("are the same settings when they are read again", () => {
    // All but the secrets, which are not there to be read.
    const again = loaded(printOf({ ...settings, database: {} }))
    expect(printOf({ ...again, database: settings.database, known: settings.known })).toBe(
      printOf(settings)
    )
    expect(again.connections[0]?.kinds).toEqual(settings.connections[0]?.kinds)
  })

  it("are there for machines too", () => {
    expect(printedOf(loaded("log: { level: debug }"))).toMatchObject({
      file: "tandem.yaml",
      settings: { log: { level: "debug", format: "auto" }, connections: [] },
      origins: { "log.level": "line 1" },
      warnings: []
    })
  })
})
