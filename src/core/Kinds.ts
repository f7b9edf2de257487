/**
 * The three kinds of entity and the fields each may have. A field's type decides how it is
 * normalised and when two of its values are the same; nothing else looks at the type.
 */
import type { FieldName } from "./Fields.ts"

export type FieldType =
  | "text"
  | "name"
  | "email"
  | "email-set"
  | "phone"
  | "url"
  | "linkedin-person"
  | "linkedin-company"
  | "domain"
  | "country"
  | "enum"
  | "integer"
  // Any decimal that must come out as it went in, not amounts alone.
  | "money"
  | "boolean"
  | "instant"
  | "reference"
  | "tag-set"
  | "json"

export type FieldTypes = { readonly [name: FieldName]: FieldType }

export type Kind = "contact" | "company" | "deal"
export const kinds: ReadonlyArray<Kind> = ["contact", "company", "deal"]

const contact = {
  first_name: "name",
  last_name: "name",
  work_email: "email",
  personal_emails: "email-set",
  direct_phone: "phone",
  mobile_phone: "phone",
  job_title: "text",
  job_department: "text",
  seniority_level: "enum",
  linkedin_url: "linkedin-person",
  twitter_url: "url",
  facebook_url: "url",
  address: "text",
  city: "text",
  state: "text",
  postal_code: "text",
  country: "country",
  timezone: "text",
  about: "text",
  notes: "text",
  company_id: "reference",
  company_name: "text",
  is_primary: "boolean",
  do_not_call: "boolean",
  confidence_score: "money",
  tags: "tag-set",
  custom: "json"
} as const satisfies FieldTypes

const company = {
  name: "text",
  domain: "domain",
  website: "url",
  industry: "text",
  industry_group: "text",
  employee_count: "integer",
  revenue: "integer",
  founded_year: "integer",
  description: "text",
  phone: "phone",
  address: "text",
  postal_code: "text",
  city: "text",
  state: "text",
  country: "country",
  linkedin_url: "linkedin-company",
  twitter_url: "url",
  facebook_url: "url",
  crunchbase_url: "url",
  logo_url: "url",
  tags: "tag-set",
  custom: "json"
} as const satisfies FieldTypes

const deal = {
  name: "text",
  company_id: "reference",
  amount: "money",
  currency: "enum",
  pipeline_id: "reference",
  stage_id: "reference",
  description: "text",
  close_date: "instant",
  owner: "text",
  custom: "json"
} as const satisfies FieldTypes

/** `full_name` is derived by the hub and therefore in no table here: nobody may set it. */
export const fieldsOf: { readonly [K in Kind]: FieldTypes } = { contact, company, deal }

export const isSet = (type: FieldType): type is "email-set" | "tag-set" =>
  type === "email-set" || type === "tag-set"
