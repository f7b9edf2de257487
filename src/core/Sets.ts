/**
 * Tags and lists of addresses: each member once, in one order, so that the order a CRM happens
 * to answer in never looks like an edit. Null is "not a set".
 */
import { readEmail } from "./Email.ts"
import type { Json } from "./Fields.ts"
import { elementForm } from "./Form.ts"
import { readText } from "./Text.ts"

export type SetType = "email-set" | "tag-set"

/** One text may hold several members: vendors without lists separate them by commas. */
export const readSet = (type: SetType, raw: Json): ReadonlyArray<string> | null => {
  const written = typeof raw === "string" ? separated(type, raw) : raw
  if (!Array.isArray(written)) return null
  const members = new Map<string, string>()
  for (const each of written) {
    if (each === null) continue
    if (typeof each !== "string") return null
    const text = readText(each)
    if (text === "") continue
    const member = type === "email-set" ? readEmail(text).normal : text.replace(/\s+/g, " ")
    const form = elementForm(type, member)
    if (!members.has(form)) members.set(form, member)
  }
  return [...members].sort(byForm).map(([, member]) => member)
}

const byForm = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0

const separated = (type: SetType, text: string): ReadonlyArray<string> => {
  if (type === "tag-set" || !text.includes('"')) return text.split(/[,;\r\n]/)
  // A quoted local part may hold a comma: `"Lee, Ann"@x.com`. An open quote ends where it began.
  return text.match(/(?:"[^"\r\n]*"|[^,;"\r\n]|")+/g) ?? []
}
