/** Operands of filters in the normal form their field is kept in, or why that cannot be. */
import { readCountry } from "../core/Country.ts"
import { readDomain } from "../core/Domain.ts"
import { readEmail } from "../core/Email.ts"
import type { Operand } from "../core/Filter.ts"
import type { FieldType } from "../core/Kinds.ts"
import { readLinkedIn } from "../core/LinkedIn.ts"
import { normalValue } from "../core/Normalise.ts"
import { phoneKey, readPhone } from "../core/Phone.ts"

export type Read =
  | { readonly normal: Operand }
  | { readonly expects: string; readonly problem: string }

/** What the normaliser would keep as it is, because it is invalid, no filter can be looking for. */
export const normalOperand = (type: FieldType, operand: Operand): Read => {
  const text = String(operand)
  switch (type) {
    case "email":
    case "email-set":
      return valid(readEmail(text), "an email address", "write it as in ann@acme.com")
    case "domain":
      return valid(readDomain(text), "a domain", "write it as in acme.com")
    case "linkedin-person":
      return valid(readLinkedIn(text, "person"), "a LinkedIn URL", "write linkedin.com/in/name")
    case "linkedin-company":
      return valid(readLinkedIn(text, "company"), "a LinkedIn URL", "write linkedin.com/company/it")
    case "country":
      return valid(readCountry(text), "a country", "write its code, as in DE or US")
    case "phone": {
      const normal = phoneKey(readPhone(text, []))
      return orProblem(normal, "a phone number", "write it as in +493012345678")
    }
    case "tag-set": {
      const tags = normalValue("tag-set", [text], [])
      return orProblem(Array.isArray(tags) ? tags[0] : null, "a tag", "write its name")
    }
    case "instant":
      return orProblem(normalValue(type, text, []), "a time", "write 2026-01-31T12:00:00Z")
    default:
      return orProblem(normalValue(type, operand, []), "a value", "ask for none by exists: false")
  }
}

const valid = (
  { normal, state }: { readonly normal: string; readonly state: string },
  expects: string,
  problem: string
): Read => (state === "valid" ? { normal } : { expects, problem })

const orProblem = (normal: unknown, expects: string, problem: string): Read =>
  typeof normal === "string" || typeof normal === "number" || typeof normal === "boolean"
    ? { normal }
    : { expects, problem }
