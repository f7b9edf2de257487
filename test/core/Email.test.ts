import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { emailKey, readAnyEmail, readEmail } from "../../src/core/Email.ts"
import { namesOf } from "../../src/core/SharedMailbox.ts"
import { always, fc } from "../support/property.ts"
import { obeysTheLaws, textsOf } from "../support/reader.ts"

const pieces = [
  "ann",
  "LEE",
  ".",
  "@",
  "x.com",
  "münchen.de",
  '"',
  "\\",
  "(",
  ")",
  " ",
  "\r\n",
  "<"
]
const texts = textsOf(
  ...pieces,
  ">",
  "mailto:",
  "[",
  "]",
  "1.2.3.4",
  "+",
  "é",
  "İ",
  "Σ",
  "xn--",
  "%40"
)

describe("an email address", () => {
  obeysTheLaws(readEmail, texts, ["ann@", "Ann <"])

  it(
    "has the same answer with and without the short cut",
    always(
      fc.oneof(texts, fc.emailAddress(), fc.stringMatching(/^[a-zA-Z0-9._+@-]{1,80}$/)),
      (text) => {
        expect(readEmail(text)).toEqual(readAnyEmail(text))
      }
    )
  )

  it.each([
    ["Ann.Lee@Example.COM", "ann.lee@example.com"],
    ["  ann@x.com\n", "ann@x.com"],
    ["\u200bann@x.com\ufeff", "ann@x.com"],
    ["ann@MÜNCHEN.de", "ann@xn--mnchen-3ya.de"],
    ["ann@xn--mnchen-3ya.de", "ann@xn--mnchen-3ya.de"],
    ["JÜRGEN@x.com", "jürgen@x.com"],
    ["用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"],
    ["o'brien+crm@x.ie", "o'brien+crm@x.ie"],
    ['"john.smith"@x.com', "john.smith@x.com"],
    ['"john smith"@x.com', '"john smith"@x.com'],
    ['"john\\smith"@x.com', "johnsmith@x.com"],
    ['"a"."b"@x.com', "a.b@x.com"],
    ['"ann\r\n lee"@x.com', '"ann lee"@x.com'],
    ["J\u030cANN@x.com", "\u01f0ann@x.com"],
    ["ann(my own)@(at)x.com(home)", "ann@x.com"],
    ["ann . lee @ x . com", "ann.lee@x.com"],
    ['"Ann" <ann@x.com>', "ann@x.com"],
    ["Lee, Ann <ann@x.com>", "ann@x.com"],
    ["<ann@x.com>", "ann@x.com"],
    ["ANN@x.com <ann@X.com>", "ann@x.com"],
    ["'ann@x.com' <ann@x.com>", "ann@x.com"],
    ["mailto:ann@x.com?subject=Hi", "ann@x.com"],
    ["MAILTO:ann%40x.com", "ann@x.com"],
    ["<mailto:ann@x.com>", "ann@x.com"],
    ["ann@[1.2.3.4]", "ann@[1.2.3.4]"],
    ["ann@[IPv6:2001:DB8::1]", "ann@[ipv6:2001:db8::1]"]
  ])("%j is %j", (text, normal) => {
    expect(readEmail(text)).toMatchObject({ state: "valid", normal })
  })

  it.each([
    ["", "has no @"],
    ["ann", "has no @"],
    ["@x.com", "has no name before the @"],
    ["ann@", "has no host name after the @"],
    ["ann@x_y.com", "has no host name after the @"],
    ["ann..lee@x.com", "has no name before the @"],
    ["ann lee@x.com", "has no name before the @"],
    ["ann@x.com, bob@x.com", "has a character that needs quotes"],
    ["bob@x.com, Ann <ann@x.com>", "names more than one address"],
    ["a\u200bnn@x.com", "has a character that needs quotes"],
    ["\ud800@x.com", "has a character that needs quotes"],
    ['"ann@x.com', "has a quote that does not end, or a control character in it"],
    ["ann(@x.com", "has a comment that does not end"],
    ["ann@[1.2.3.4", "has a bracket that does not end"],
    ["ann@[1.2.3.400]", "has no address between its brackets"],
    [`${"a".repeat(65)}@x.com`, "has more than 64 octets before the @"],
    [`${"ü".repeat(33)}@x.com`, "has more than 64 octets before the @"],
    [`ann@${"abc.".repeat(62)}de`, null],
    [`ann@${"abc.".repeat(62)}def`, "has more than 254 octets"]
  ])("%j: %s", (text, reason) => {
    const email = readEmail(text)
    if (reason === null) expect(email.state).toBe("valid")
    else expect(email).toEqual({ state: "invalid", normal: text, reason })
  })
})

const word = fc.stringMatching(/^[a-z0-9_+']{1,6}$/)
const label = fc.stringMatching(/^[a-z]([a-z0-9]{0,5}[a-z0-9])?$/)
const gap = fc.constantFrom("", "", "", " ", "(note)", "(a(b)\\)c)", "\r\n ", "\t")
const upper = (text: string): string => text.toUpperCase()

/** One address, and one of the ways to write it. */
const spelling = fc
  .record({
    words: fc.array(word, { minLength: 1, maxLength: 3 }),
    labels: fc.array(label, { minLength: 2, maxLength: 3 }),
    quote: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    gaps: fc.array(gap, { minLength: 12, maxLength: 12 }),
    shout: fc.boolean(),
    frame: fc.constantFrom(
      (it: string) => it,
      (it: string) => `  ${it}\u00a0`,
      (it: string) => `Ann Lee <${it}>`,
      (it: string) => `"Lee, Ann" < ${it} >`,
      (it: string) => `<${it}>`
    )
  })
  .map(({ frame, gaps, labels, quote, shout, words }) => {
    let next = 0
    const around = (text: string): string => `${gaps[next++]}${text}${gaps[next++]}`
    const local = words.map((it, i) => around(quote[i] === true ? `"${it}"` : it)).join(".")
    const written = `${local}@${labels.map((it) => around(it)).join(".")}`
    return {
      address: `${words.join(".")}@${labels.join(".")}`,
      text: frame(shout ? upper(written) : written)
    }
  })

describe("all spellings of an address", () => {
  it(
    "have one normal form",
    always(spelling, ({ address, text }) => {
      expect(readEmail(text)).toMatchObject({ state: "valid", normal: address })
    })
  )
})

describe("what identifies a person", () => {
  it.each([
    "ann@x.com",
    "ann@gmail.com",
    "john@example.com",
    "siemens@siemens.com",
    "ann@[1.2.3.4]"
  ])("%s does", (text) => expect(emailKey(text)).toBe(text))

  it.each([
    ["an invalid address", ["", "ann", "ann@", "a b@x.com"]],
    ["a shared mailbox", ["info@x.com", "Sales@x.com", "no-reply@x.com", "no_reply@x.com"]],
    ["one in another language", ["vertrieb@x.de", "büro@x.de", "ventas@x.es", "secrétariat@x.fr"]],
    ["a shared mailbox with a tag", ["info+crm@x.com", "support+123@x.com"]],
    ["what is typed to fill a field", ["test@test.com", "none@none.com", "noemail@acme.com"]],
    ["a domain that cannot exist", ["ann@x.test", "ann@x.example", "ann@x.invalid"]],
    ["a name without a dot", ["ann@localhost", "test@test", "a@b"]],
    ["a name with control characters", ['"a\\\rb"@x.com', '"a\\\0b"@x.com']]
  ])("%s does not", (_, addresses) => {
    for (const address of addresses) expect(emailKey(address)).toBeNull()
  })

  it("is asked of the workspace's own list", () => {
    const shared = namesOf(["front-desk", "Ann@x.com"])
    expect(emailKey("info@x.com", shared)).toBe("info@x.com")
    for (const address of ["front.desk@x.com", "frontdesk@x.com", "ann@x.com"]) {
      expect(emailKey(address, shared)).toBeNull()
    }
    expect(emailKey("ann@y.com", shared)).toBe("ann@y.com")
  })

  it(
    "is the same whether asked of the text or of its normal form",
    always(texts, (text) => {
      expect(emailKey(readEmail(text).normal)).toBe(emailKey(text))
    })
  )
})

interface Sample {
  readonly id: string
  readonly address: string
  readonly category: string
  readonly diagnosis: string
}

const corpus = new URL("../samples/corpora/isemail/tests-original.json", import.meta.url)
// The file is fixed and part of this repository.
const samples = JSON.parse(readFileSync(corpus, "utf8")) as ReadonlyArray<Sample>

const idsOf = (state: "valid" | "invalid", ...categories: ReadonlyArray<string>) =>
  samples
    .filter(({ category }) => categories.includes(category.replace(/^ISEMAIL_/, "")))
    .filter(({ address }) => readEmail(address).state === state)
    .map(({ id }) => id)

describe("the isemail corpus, 279 addresses", () => {
  it("accepts all 144 it calls valid: plain, not in the DNS, unusual, commented, deprecated", () => {
    const valid = ["VALID_CATEGORY", "DNSWARN", "RFC5321", "CFWS", "DEPREC"]
    expect(idsOf("valid", ...valid)).toHaveLength(29 + 13 + 66 + 2 + 34)
    expect(idsOf("invalid", ...valid)).toEqual([])
  })

  it("refuses 87 of the 88 errors, all but 278: a line end after an address is trimmed", () => {
    expect(idsOf("invalid", "ERR")).toHaveLength(87)
    expect(idsOf("valid", "ERR")).toEqual(["278"])
  })

  it("refuses all 47 that only a message, and no mail server, may hold: too long, odd brackets", () => {
    expect(idsOf("invalid", "RFC5322")).toHaveLength(47)
    expect(idsOf("valid", "RFC5322")).toEqual([])
  })

  it("has one normal form for each", () => {
    for (const { address } of samples) {
      const { normal } = readEmail(address)
      expect(readEmail(normal).normal).toBe(normal)
    }
  })
})
