/**
 * The fields of a contact as columns and back. Some fields fill several: a phone what was
 * understood of it, an email and a LinkedIn page their key. They are always written together, so
 * that none of them is ever stale.
 */
import type { FieldName, Json, Patch, Phone, Value } from "../../core/Fields.ts"
import type { Identity } from "../../core/Fold.ts"
import { isPhone } from "../../core/Form.ts"
import { type FieldType, fieldsOf } from "../../core/Kinds.ts"
import { phoneKey } from "../../core/Phone.ts"

export interface Cells {
  readonly identity: Identity
  readonly fields: Patch
}

interface Column {
  readonly name: string
  readonly type: string
  readonly field: FieldName
  readonly cell: (cells: Cells) => string | null
}

/** As a row comes from the database, under the columns' own names. */
export interface Stored {
  readonly id: string
  readonly [column: string]: unknown
}

export const fields: ReadonlyArray<readonly [FieldName, FieldType]> = Object.entries(
  fieldsOf.contact
)

export const columns: ReadonlyArray<Column> = fields.flatMap(([field, type]) =>
  columnsOf(field, type)
)

export const fieldsIn = (row: Stored): Patch => {
  const found: { [name: FieldName]: Value | null } = {}
  for (const [field, type] of fields) {
    found[field] = type === "phone" ? phoneIn(row, field) : valueIn(row[field])
  }
  return found
}

export const identityIn = (row: Stored): Identity => {
  const first = textIn(row["email_key"])
  return {
    first,
    linkedin: textIn(row["linkedin_key"]),
    shared: first === null ? textIn(row["work_email"]) : null
  }
}

/** What every reading asks for. */
export const selected = ["id", ...columns.map(({ name }) => name)]
  .map((name) => `c.${name}`)
  .join(", ")

function columnsOf(field: FieldName, type: FieldType): ReadonlyArray<Column> {
  const value = ({ fields }: Cells) => fields[field] ?? null
  const plain: Column = { name: field, type: "text", field, cell: (it) => textOf(value(it)) }
  if (type === "phone") return phoneColumns(field)
  if (type === "email-set" || type === "tag-set") {
    return [{ ...plain, type: "text[]", cell: (it) => arrayOf(value(it)) }]
  }
  if (type === "json") {
    const cell = (it: Cells) => (value(it) === null ? null : JSON.stringify(value(it)))
    return [{ ...plain, type: "jsonb", cell }]
  }
  const types: { readonly [T in FieldType]?: string } = {
    boolean: "boolean",
    money: "numeric",
    reference: "bigint"
  }
  const keyed: Column[] =
    field === "work_email"
      ? [{ ...plain, name: "email_key", cell: ({ identity }) => identity.first }]
      : field === "linkedin_url"
        ? [{ ...plain, name: "linkedin_key", cell: ({ identity }) => identity.linkedin }]
        : []
  return [{ ...plain, type: types[type] ?? "text" }, ...keyed]
}

function phoneColumns(slot: FieldName): ReadonlyArray<Column> {
  const part = (name: string, of: (phone: Phone) => string | null): Column => ({
    name,
    type: "text",
    field: slot,
    cell: ({ fields }) => {
      const phone = fields[slot]
      return isPhone(phone) ? of(phone) : null
    }
  })
  return [
    part(slot, ({ raw }) => raw),
    part(`${slot}_e164`, ({ e164 }) => e164),
    part(`${slot}_state`, ({ state }) => state),
    part(`${slot}_region`, ({ region }) => region),
    part(`${slot}_extension`, ({ extension }) => extension),
    part(`${slot}_key`, phoneKey)
  ]
}

/** A number whose reading was cleared by hand has no state until it is read anew. */
const phoneIn = (row: Stored, slot: FieldName): Value | null => {
  const raw = textIn(row[slot])
  if (raw === null) return null
  const state = row[`${slot}_state`]
  return {
    raw,
    e164: textIn(row[`${slot}_e164`]),
    state: state === "valid" || state === "possible" ? state : "unparsable",
    region: textIn(row[`${slot}_region`]),
    extension: textIn(row[`${slot}_extension`])
  }
}

const textIn = (value: unknown): string | null => (typeof value === "string" ? value : null)

/** The columns hold what `columnsOf` wrote, and the driver reads them as the same types. */
const valueIn = (value: unknown): Value | null => (value ?? null) as Value | null

const textOf = (value: Value | null): string | null => (value === null ? null : String(value))

const arrayOf = (value: Value | null): string | null => {
  if (!Array.isArray(value)) return null
  const members: ReadonlyArray<Json> = value
  return `{${members.map((it) => `"${String(it).replace(/["\\]/g, "\\$&")}"`).join(",")}}`
}
