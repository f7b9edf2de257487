/**
 * A test per kind of mistake, with the very words a person sees. What is right about a message
 * is that it says where, what, what else, and what to do; and that it never says a secret.
 */
import { describe, expect, it } from "vitest"
import { complaint, connection, lane } from "./mistakes.ts"

describe("the complaint about", () => {
  it("a key that does not exist, near one that does", () => {
    expect(complaint("api:\n  prot: 8080")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:3  api.prot
          2 |   prot: ****
            |   ^^^^
        found    the key \`prot\`, which means nothing here
        allowed  host, port, public_url, pepper, rate, access_log, slow_after
        remedy   did you mean \`port\`?
      "
    `)
  })

  it("a key that exists nowhere", () => {
    expect(complaint("database:\n  colour: blue")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:3  database.colour
          2 |   colour: ****
            |   ^^^^^^
        found    the key \`colour\`, which means nothing here
        allowed  url
        remedy   take it out, or write one of these
      "
    `)
  })

  it("a key of a lane, misspelled", () => {
    expect(complaint(lane("directon: both"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:9  connections[0].kinds.contact.directon
          6 |         directon: ****
            |         ^^^^^^^^
        found    the key \`directon\`, which means nothing here
        allowed  direction, every, filter, enrol, first_join, deletes, brakes, fields
        remedy   did you mean \`direction\`?
      "
    `)
  })

  it("a spelling of a key in another fashion", () => {
    expect(
      complaint(connection("baseUrl: https://acme.com\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:5  connections[0].baseUrl
          4 |     baseUrl: ****
            |     ^^^^^^^
        found    the key \`baseUrl\`, which means nothing here
        allowed  name, crm, workspace, credentials, base_url, default_country, kinds
        remedy   did you mean \`base_url\`?
      "
    `)
  })

  it("a key twice", () => {
    expect(complaint("api:\n  port: 1\n  host: localhost\n  port: 2")).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:3  api.port
          4 |   port: ****
            |   ^^^^
        found    \`port\` a second time; the first is on line 2
        allowed  every key once
        remedy   keep one of the two
      "
    `)
  })

  it("a word that is not one of the choices", () => {
    expect(complaint(lane("direction: bth"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:20  connections[0].kinds.contact.direction
          6 |         direction: bth
            |                    ^^^
        found    \`bth\`
        allowed  pull, push, both
        remedy   did you mean \`both\`?
      "
    `)
  })

  it("a word that is near none of the choices", () => {
    expect(complaint("log:\n  level: loud")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:10  log.level
          2 |   level: loud
            |          ^^^^
        found    \`loud\`
        allowed  error, warning, info, debug
        remedy   write one of the allowed words
      "
    `)
  })

  it("text where a number is wanted", () => {
    expect(complaint("api:\n  port: eighty")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9  api.port
          2 |   port: eighty
            |         ^^^^^^
        found    \`eighty\`
        allowed  a port from 0 (any free one) to 65535
        remedy   write a number, without quotes
      "
    `)
  })

  it("a number that is out of bounds", () => {
    expect(complaint("api:\n  port: 65536")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9  api.port
          2 |   port: 65536
            |         ^^^^^
        found    the number 65536
        allowed  a port from 0 (any free one) to 65535
        remedy   write a value that is allowed
      "
    `)
  })

  it("a number where text is wanted", () => {
    expect(complaint("api:\n  host: 12")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9  api.host
          2 |   host: 12
            |         ^^
        found    the number 12
        allowed  text
        remedy   put it in quotes
      "
    `)
  })

  it("a list where there are keys", () => {
    expect(complaint("api:\n  - 8080")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:1  api
          1 | api:
            | ^^^
        found    a list
        allowed  the keys host, port, public_url, pepper, rate, access_log, slow_after
        remedy   write each key on a line of its own, indented below this one
      "
    `)
  })

  it("keys where there is a list", () => {
    expect(complaint("connections:\n  graph8: yes")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:1  connections
          1 | connections:
            | ^^^^^^^^^^^
        found    a section with keys
        allowed  a list of: the keys name, crm, workspace, credentials, base_url, default_country, kinds
        remedy   write a list: each item on a line of its own, after \`- \`
      "
    `)
  })

  it("text instead of a whole section", () => {
    expect(complaint("log: loud")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:6  log
          1 | log: ****
            |      ^^^^
        found    text
        allowed  the keys level, format
        remedy   write each key on a line of its own, indented below this one
      "
    `)
  })

  it("a file that is nothing but text", () => {
    expect(complaint("hello")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:1
          1 | ****
            | ^^^^
        found    text
        allowed  the keys home, database, api, log, keys, brakes, workspaces, connections
        remedy   write each key on a line of its own, indented below this one
      "
    `)
  })

  it("a missing key", () => {
    expect(
      complaint("connections:\n  - name: graph8\n    kinds:\n      contact:")
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:5  connections[0].crm
          2 |   - name: graph8
            |     ^
        found    no \`crm\`
        allowed  a name of lower-case letters, digits, - and _, beginning with a letter
        remedy   add \`crm:\`. Which CRM it speaks to, such as graph8 or hubspot.
      "
    `)
  })

  it("a connection that syncs nothing", () => {
    expect(complaint(connection("kinds: {}"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:5  connections[0].kinds
          4 |     kinds: {}
            |     ^^^^^
        found    a connection that syncs nothing
        allowed  one or more of contact, company, deal
        remedy   add \`contact:\`, or take the connection out
      "
    `)
  })

  it("a time without a unit", () => {
    expect(complaint(lane("every: 5"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:16  connections[0].kinds.contact.every
          6 |         every: 5
            |                ^
        found    the number 5
        allowed  a time from 1s to 7d, such as 30s, 5m, 2h or 1d
        remedy   write a value that is allowed
      "
    `)
  })

  it("a time out of bounds", () => {
    expect(complaint(lane("every: 14d"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:16  connections[0].kinds.contact.every
          6 |         every: 14d
            |                ^^^
        found    \`14d\`
        allowed  a time from 1s to 7d, such as 30s, 5m, 2h or 1d
        remedy   stay between 1s and 7d
      "
    `)
  })

  it("a country by another name", () => {
    expect(complaint("workspaces:\n  default:\n    default_country: UK")).toMatchInlineSnapshot(`
      "
      tandem.yaml:3:22  workspaces.default.default_country
          3 |     default_country: UK
            |                      ^^
        found    \`UK\`
        allowed  a country's two-letter code, such as US or DE
        remedy   did you mean \`GB\`?
      "
    `)
  })

  it("a country nobody knows", () => {
    expect(complaint("workspaces:\n  default:\n    default_country: XX")).toMatchInlineSnapshot(`
      "
      tandem.yaml:3:22  workspaces.default.default_country
          3 |     default_country: XX
            |                      ^^
        found    \`XX\`
        allowed  a country's two-letter code, such as US or DE
        remedy   write its code (ISO 3166-1 alpha-2)
      "
    `)
  })

  it("a URL over plain http", () => {
    expect(
      complaint(connection("base_url: http://api.acme.com\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:15  connections[0].base_url
          4 |     base_url: http://api.acme.com
            |               ^^^^^^^^^^^^^^^^^^^
        found    \`http://api.acme.com\`
        allowed  an https:// URL; http:// only to this machine
        remedy   write https://: over plain http the credentials could be read on the way
      "
    `)
  })

  it("a URL with a password in it", () => {
    expect(
      complaint(connection("base_url: https://ann:pa55word@api.acme.com\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:15  connections[0].base_url
          4 |     base_url: ****
            |               ^^^^
        found    text
        allowed  an https:// URL; http:// only to this machine
        remedy   take the user and password out of the URL and put them under \`credentials\`
      "
    `)
  })

  it("half a URL", () => {
    expect(
      complaint(connection("base_url: api.acme.com\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:15  connections[0].base_url
          4 |     base_url: api.acme.com
            |               ^^^^^^^^^^^^
        found    \`api.acme.com\`
        allowed  an https:// URL; http:// only to this machine
        remedy   write a whole URL: https://host/path
      "
    `)
  })

  it("a database that is no PostgreSQL", () => {
    expect(complaint("database:\n  url: mysql://ann:pa55word@db/crm")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:8  database.url
          2 |   url: ****
            |        ^^^^
        found    text
        allowed  postgres://user:password@host:5432/database
        remedy   write a URL that begins with postgres://
      "
    `)
  })

  it("a home below ~", () => {
    expect(complaint("home: ~/tandem")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:7  home
          1 | home: ~/tandem
            |       ^^^^^^^^
        found    \`~/tandem\`
        allowed  a directory
        remedy   write \${HOME} instead of ~
      "
    `)
  })

  it("a name with spaces", () => {
    expect(
      complaint("connections:\n  - name: Graph 8\n    crm: graph8\n    kinds:\n      contact:")
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:11  connections[0].name
          2 |   - name: Graph 8
            |           ^^^^^^^
        found    \`Graph 8\`
        allowed  a name of lower-case letters, digits, - and _, beginning with a letter
        remedy   use lower-case letters, digits, - and _, beginning with a letter, at most 63
      "
    `)
  })

  it("two connections of one name", () => {
    expect(
      complaint(
        "connections:\n  - { name: graph8, crm: graph8, kinds: { contact: } }\n  - { name: graph8, crm: graph8, kinds: { contact: } }"
      )
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:3:13  connections[1].name
          3 |   - { name: graph8, crm: graph8, kinds: { contact: } }
            |             ^^^^^^
        found    \`graph8\`, which connections[0] is called already
        allowed  every name once
        remedy   rename one of the two
      "
    `)
  })

  it("a connection called like the hub's own changes", () => {
    expect(
      complaint("connections:\n  - { name: api, crm: graph8, kinds: { contact: } }")
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:13  connections[0].name
          2 |   - { name: api, crm: graph8, kinds: { contact: } }
            |             ^^^
        found    \`api\`, which is what the hub's own changes are called
        allowed  any name but hub, api, sql, import, enrich
        remedy   write api-crm, say
      "
    `)
  })

  it("a workspace that does not exist", () => {
    expect(
      complaint(
        "workspaces:\n  sales:\nconnections:\n  - { name: a, crm: b, workspace: sale, kinds: { deal: } }"
      )
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:35  connections[0].workspace
          4 |   - { name: a, crm: b, workspace: sale, kinds: { deal: } }
            |                                   ^^^^
        found    \`sale\`
        allowed  sales
        remedy   did you mean \`sales\`?
      "
    `)
  })

  it("no workspace, where none is the default", () => {
    expect(
      complaint("workspaces:\n  sales:\nconnections:\n  - { name: a, crm: b, kinds: { deal: } }")
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:5  connections[0].workspace
          4 |   - { name: a, crm: b, kinds: { deal: } }
            |     ^
        found    no \`workspace\`, and none is called \`default\`
        allowed  sales
        remedy   name one of these, or add it under \`workspaces\`
      "
    `)
  })

  it("a field the kind does not have", () => {
    expect(complaint(lane("fields:\n  workemail: hub"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:7:11  connections[0].kinds.contact.fields.workemail
          7 |           workemail: ****
            |           ^^^^^^^^^
        found    the key \`workemail\`, which means nothing here
        allowed  first_name, last_name, work_email, personal_emails, direct_phone, mobile_phone, job_title, job_department, seniority_level, linkedin_url, twitter_url, facebook_url, address, city, state, postal_code, country, timezone, about, notes, company_id, company_name, is_primary, do_not_call, confidence_score, tags, custom
        remedy   did you mean \`work_email\`?
      "
    `)
  })

  it("a rule that does not exist", () => {
    expect(complaint(lane("fields:\n  work_email: newst"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:7:23  connections[0].kinds.contact.fields.work_email
          7 |           work_email: newst
            |                       ^^^^^
        found    \`newst\`
        allowed  newest, hub, ask, or a list of connections in order of trust
        remedy   did you mean \`newest\`?
      "
    `)
  })

  it("a rule for consent on another field", () => {
    expect(complaint(lane("fields:\n  job_title: most-restrictive"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:7:22  connections[0].kinds.contact.fields.job_title
          7 |           job_title: most-restrictive
            |                      ^^^^^^^^^^^^^^^^
        found    \`most-restrictive\`
        allowed  newest, hub, ask, or a list of connections in order of trust
        remedy   write another rule: this one is for yes-or-no fields like do_not_call
      "
    `)
  })

  it("trust in a connection that does not exist", () => {
    expect(complaint(lane("fields:\n  job_title: [hub, grph8]"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:7:28  connections[0].kinds.contact.fields.job_title[1]
          7 |           job_title: [hub, grph8]
            |                            ^^^^^
        found    \`grph8\`
        allowed  hub, graph8
        remedy   did you mean \`graph8\`?
      "
    `)
  })

  it("trust in a connection of another workspace", () => {
    expect(
      complaint(
        "workspaces: { one: , two: }\nconnections:\n  - { name: a, crm: x, workspace: one, kinds: { deal: { first_join: [b] } } }\n  - { name: b, crm: x, workspace: two, kinds: { deal: } }"
      )
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:3:70  connections[0].kinds.deal.first_join[0]
          3 |   - { name: a, crm: x, workspace: one, kinds: { deal: { first_join: [b] } } }
            |                                                                      ^
        found    \`b\`, which is in the workspace \`two\`
        allowed  hub, a
        remedy   name connections of this workspace
      "
    `)
  })

  it("trust said twice", () => {
    expect(complaint(lane("first_join: [graph8, hub, graph8]"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:35  connections[0].kinds.contact.first_join[2]
          6 |         first_join: [graph8, hub, graph8]
            |                                   ^^^^^^
        found    \`graph8\` a second time
        allowed  hub, graph8
        remedy   keep the first
      "
    `)
  })

  it("trust in nobody", () => {
    expect(complaint(lane("first_join: []"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:9  connections[0].kinds.contact.first_join
          6 |         first_join: []
            |         ^^^^^^^^^^
        found    an empty list
        allowed  newest, hub, ask, or a list of connections in order of trust
        remedy   write at least one, or take it out
      "
    `)
  })

  it("half a limit", () => {
    expect(complaint("brakes:\n  deletes: { share: 0.1 }")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:3  brakes.deletes.at_least
          2 |   deletes: { share: 0.1 }
            |   ^^^^^^^
        found    no \`at_least\`
        allowed  a whole number, 0 or more
        remedy   add \`at_least:\`. This many are always allowed, however few records there are.

      tandem.yaml:2:3  brakes.deletes.at_most
          2 |   deletes: { share: 0.1 }
            |   ^^^^^^^
        found    no \`at_most\`
        allowed  a whole number, 0 or more
        remedy   add \`at_most:\`. More than this many are never allowed, however many records there are.
      "
    `)
  })

  it("a share in per cent", () => {
    expect(
      complaint("brakes:\n  deletes: { at_least: 25, share: 5, at_most: 500 }")
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:35  brakes.deletes.share
          2 |   deletes: { at_least: 25, share: 5, at_most: 500 }
            |                                   ^
        found    the number 5
        allowed  a share from 0 to 1, such as 0.05 for 5 %
        remedy   write a value that is allowed
      "
    `)
  })

  it("a brake put off in another word", () => {
    expect(complaint("brakes:\n  deletes: none")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:12  brakes.deletes
          2 |   deletes: none
            |            ^^^^
        found    \`none\`
        allowed  off, or { at_least, share, at_most }
        remedy   write one of the allowed words
      "
    `)
  })

  it("a filter on a field that does not exist", () => {
    expect(complaint(lane("filter:\n  contry: { eq: DE }"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:7:11  connections[0].kinds.contact.filter.contry
          7 |           contry: { eq: **** }
            |           ^^^^^^
        found    the key \`contry\`, which means nothing here
        allowed  and, or, not, first_name, last_name, work_email, personal_emails, direct_phone, mobile_phone, job_title, job_department, seniority_level, linkedin_url, twitter_url, facebook_url, address, city, state, postal_code, country, timezone, about, notes, company_id, company_name, is_primary, do_not_call, confidence_score, tags, custom, created_at, updated_at, lists
        remedy   did you mean \`country\`?
      "
    `)
  })

  it("a test the field does not have", () => {
    expect(complaint(lane("filter:\n  country: { prefix: D }"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:7:22  connections[0].kinds.contact.filter.country.prefix
          7 |           country: { prefix: **** }
            |                      ^^^^^^
        found    the key \`prefix\`, which means nothing here
        allowed  eq, in, exists
        remedy   take it out, or write one of these
      "
    `)
  })

  it("an operand that makes no sense", () => {
    expect(
      complaint(
        lane(
          "filter:\n  or:\n    - country: { in: [DE, Germny] }\n    - created_at: { after: yesterday }"
        )
      )
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:8:35  connections[0].kinds.contact.filter.or[0].country.in[1]
          8 |             - country: { in: [DE, Germny] }
            |                                   ^^^^^^
        found    \`Germny\`
        allowed  a country
        remedy   write its code, as in DE or US

      tandem.yaml:9:36  connections[0].kinds.contact.filter.or[1].created_at.after
          9 |             - created_at: { after: yesterday }
            |                                    ^^^^^^^^^
        found    \`yesterday\`
        allowed  a time
        remedy   write 2026-01-31T12:00:00Z
      "
    `)
  })

  it("an operand of another type", () => {
    expect(complaint(lane('enrol:\n  do_not_call: { eq: "no" }'))).toMatchInlineSnapshot(`
      "
      tandem.yaml:7:30  connections[0].kinds.contact.enrol.do_not_call.eq
          7 |           do_not_call: { eq: "no" }
            |                              ^^^^
        found    \`no\`
        allowed  true or false
        remedy   write true or false, without quotes
      "
    `)
  })

  it("a filter that asks nothing", () => {
    expect(complaint(lane("enrol: {}"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:9  connections[0].kinds.contact.enrol
          6 |         enrol: {}
            |         ^^^^^
        found    a section with nothing in it
        allowed  a filter: and, or, not, or fields of a contact with their tests
        remedy   write at least one, or take it out
      "
    `)
  })

  it("a filter with a list of nothing", () => {
    expect(complaint(lane("enrol: { or: [] }"))).toMatchInlineSnapshot(`
      "
      tandem.yaml:6:18  connections[0].kinds.contact.enrol.or
          6 |         enrol: { or: [] }
            |                  ^^
        found    an empty list
        allowed  a list of: a filter: and, or, not, or fields of a contact with their tests
        remedy   write at least one, or take it out
      "
    `)
  })

  it("a credential with spaces around it", () => {
    expect(
      complaint(connection('credentials:\n  api_key: " pa55word "\nkinds:\n  contact:'))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:5:16  connections[0].credentials.api_key
          5 |       api_key: ****
            |                ^^^^
        found    text
        allowed  a secret, as \${NAME} or \${file:/path}
        remedy   take away the spaces around it
      "
    `)
  })

  it("a credential that is a number", () => {
    expect(
      complaint(connection("credentials:\n  pin: 123456\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:5:12  connections[0].credentials.pin
          5 |       pin: ****
            |            ^^^^
        found    a number
        allowed  a secret, as \${NAME} or \${file:/path}
        remedy   write a value that is allowed
      "
    `)
  })

  it("a credential where the names belong", () => {
    expect(
      complaint(connection("credentials: pa55word\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:18  connections[0].credentials
          4 |     credentials: ****
            |                  ^^^^
        found    text
        allowed  names of credentials, each with \${NAME} or \${file:/path}
        remedy   write each key on a line of its own, indented below this one
      "
    `)
  })

  it("a credential with a strange name", () => {
    expect(
      complaint(connection("credentials:\n  API-Key: pa55word\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:5:7  connections[0].credentials.API-Key
          5 |       API-Key: ****
            |       ^^^^^^^
        found    the key \`API-Key\`, which means nothing here
        allowed  a name of lower-case letters, digits and _, such as api_key
        remedy   take it out, or write it like that
      "
    `)
  })

  it("a variable that is not set, near one that is", () => {
    expect(
      complaint(connection("credentials:\n  api_key: ${GRAPH8_KEY}\nkinds:\n  contact:"), {
        env: { GRAPH8_API_KEY: "pa55word" }
      })
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:5:16  connections[0].credentials.api_key
          5 |       api_key: \${GRAPH8_KEY}
            |                ^^^^^^^^^^^^^
        found    \`\${GRAPH8_KEY}\`, and GRAPH8_KEY is not set in the environment
        remedy   did you mean GRAPH8_API_KEY? Otherwise set GRAPH8_KEY, or say what holds without it: \${GRAPH8_KEY:-...}
      "
    `)
  })

  it("a variable that is empty", () => {
    expect(complaint("api:\n  host: ${HOST}", { env: { HOST: "" } })).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9  api.host
          2 |   host: \${HOST}
            |         ^^^^^^^
        found    \`\${HOST}\`, and HOST is empty in the environment
        remedy   set HOST, or say what holds without it: \${HOST:-...}
      "
    `)
  })

  it("a variable that holds the wrong thing", () => {
    expect(
      complaint("api:\n  port: ${PORT}", { env: { PORT: "pa55word" } })
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9  api.port
          2 |   port: \${PORT}
            |         ^^^^^^^
        found    what \${PORT} holds, which is text
        allowed  a port from 0 (any free one) to 65535
        remedy   write a number, without quotes
      "
    `)
  })

  it("a file that is not there", () => {
    expect(
      complaint(connection("credentials:\n  api_key: ${file:secrets/graph8}\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:5:16  connections[0].credentials.api_key
          5 |       api_key: \${file:secrets/graph8}
            |                ^^^^^^^^^^^^^^^^^^^^^^
        found    \`\${file:secrets/graph8}\`, and there is no such file
        remedy   let /etc/tandem/secrets/graph8 be a file this user may read; a relative path begins at the configuration
      "
    `)
  })

  it("an expansion that is not closed", () => {
    expect(complaint("home: ${HOME/tandem")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:7  home
          1 | home: \${HOME/tandem
            |       ^^^^^^^^^^^^^
        found    \`\${\` that is never closed
        remedy   close it with \`}\`, or write \`$\${\` for the two characters themselves
      "
    `)
  })

  it("an expansion of something else than a name", () => {
    expect(complaint("home: ${HOME-DIR}")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:7  home
          1 | home: \${HOME-DIR}
            |       ^^^^^^^^^^^
        found    \`\${...}\` with something else than a name in it
        remedy   write \${NAME}, \${NAME:-default} or \${file:/path}, or \`$\${\` for the characters themselves
      "
    `)
  })

  it("an expansion in braces without quotes", () => {
    expect(
      complaint(connection("credentials: { api_key: ${KEY} }\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:4:30
          4 |     credentials: ****
            |                  ^^^^
        found    \`\${...}\` without quotes inside { } or [ ]
        remedy   write "\${...}" in quotes, or one key per line
      "
    `)
  })

  it("a variable that goes before the file, and is wrong", () => {
    expect(complaint("", { env: { DATABASE_URL: "pa55word" } })).toMatchInlineSnapshot(`
      "
      tandem.yaml  database.url
        found    what DATABASE_URL holds, which is text
        allowed  postgres://user:password@host:5432/database
        remedy   write a URL that begins with postgres://
      "
    `)
  })

  it("a tab as indentation", () => {
    expect(complaint("api:\n\tport: 8080")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:1
          2 | 	port: 8080
            | ^
        found    a tab as indentation
        remedy   indent with spaces: YAML allows no tabs there
      "
    `)
  })

  it("indentation that fits nothing", () => {
    expect(complaint("api:\n    port: 8080\n  host: localhost")).toMatchInlineSnapshot(`
      "
      tandem.yaml:3:3
          3 |   host: localhost
            |   ^
        found    indentation that fits nothing above
        remedy   let all keys of one section begin in the same column
      "
    `)
  })

  it("a quote that is not closed", () => {
    expect(complaint('api:\n  host: "localhost\n  port: 8080\n')).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9
          2 |   host: "localhost
            |         ^
        found    something left open: a quote, a bracket, or a missing comma
        remedy   close it, or put the whole text in quotes
      "
    `)
  })

  it("a second colon", () => {
    expect(complaint("api:\n  host: localhost: 8080")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9
          2 |   host: ****
            |         ^^^^
        found    a second colon on one line
        remedy   put the text after the first colon in quotes, or the second key on a line of its own
      "
    `)
  })

  it("a missing colon", () => {
    expect(complaint("api:\n  host localhost\n  port: 8080")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:3
          2 |   ****
            |   ^^^^
        found    a line without a colon
        remedy   write \`key: value\`; the colon needs a space after it
      "
    `)
  })

  it("a character YAML keeps for itself", () => {
    expect(complaint("api:\n  host: @home")).toMatchInlineSnapshot(`
      "
      tandem.yaml:2:9
          2 |   host: @home
            |         ^
        found    a text that begins with a character YAML keeps for itself
        remedy   put the text in quotes
      "
    `)
  })

  it("a tag", () => {
    expect(complaint("home: !env HOME")).toMatchInlineSnapshot(`
      "
      tandem.yaml:1:7
          1 | home: ****
            |       ^^^^
        found    a tag (\`!...\`), which means nothing here
        remedy   leave the tag out; in front of a text that begins with \`!\`, use quotes
      "
    `)
  })

  it("an alias of nothing", () => {
    expect(
      complaint(connection("credentials:\n  api_key: *pa55word\nkinds:\n  contact:"))
    ).toMatchInlineSnapshot(`
      "
      tandem.yaml:5:7  connections[0].credentials.api_key
          5 |       api_key:
            |       ^^^^^^^
        found    an alias (\`*...\`) of something that is nowhere above
        remedy   put a text that begins with \`*\` in quotes
      "
    `)
  })

  it("two documents", () => {
    expect(complaint("api:\n  port: 1\n---\napi:\n  port: 2")).toMatchInlineSnapshot(`
      "
      tandem.yaml:3:1
          3 | ****
            | ^^^^
        found    a second document (\`---\`)
        remedy   keep one configuration per file
      "
    `)
  })
})
