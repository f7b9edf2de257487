/**
 * As much of JSON Schema as the configuration's schema uses, to see that it says of a file what
 * the settings say. A word it does not know is an error, so that none goes unnoticed.
 */
import type { Tree } from "../../src/settings/Source.ts"
import { isList, isSection } from "../../src/settings/Source.ts"

type Schema = { readonly [word: string]: Tree }

const telling: ReadonlyArray<string> = ["$schema", "$defs", "title", "description", "default"]

/** Where a value is not as the schema wants it. */
export const faultsOf = (
  root: Schema,
  schema: Tree,
  value: Tree,
  at = ""
): ReadonlyArray<string> =>
  isSection(schema)
    ? Object.entries(schema).flatMap(([word, wanted]) =>
        telling.includes(word) ? [] : faultsOfWord(root, schema, word, wanted, value, at)
      )
    : [`${at}: no schema`]

const faultsOfWord = (
  root: Schema,
  schema: Schema,
  word: string,
  wanted: Tree,
  value: Tree,
  at: string
): ReadonlyArray<string> => {
  const fault = (holds: boolean) => (holds ? [] : [`${at}: ${word} ${JSON.stringify(wanted)}`])
  const below = (schema: Tree, value: Tree, step: string | number) =>
    faultsOf(root, schema, value, `${at}/${step}`)
  const members = isSection(value) ? Object.entries(value) : []
  const named = isSection(schema["properties"] ?? null) ? (schema["properties"] as Schema) : {}
  switch (word) {
    case "type":
      return fault(isOfType(String(wanted), value))
    case "enum":
      return fault(isList(wanted) && wanted.includes(value))
    case "pattern":
      return fault(typeof value !== "string" || new RegExp(String(wanted), "u").test(value))
    case "minimum":
      return fault(typeof value !== "number" || value >= Number(wanted))
    case "maximum":
      return fault(typeof value !== "number" || value <= Number(wanted))
    case "minItems":
      return fault(!isList(value) || value.length >= Number(wanted))
    case "minProperties":
      return fault(!isSection(value) || members.length >= Number(wanted))
    case "required":
      return fault(
        !isSection(value) || !isList(wanted) || wanted.every((key) => String(key) in value)
      )
    case "anyOf":
      return fault(
        isList(wanted) && wanted.some((one) => faultsOf(root, one, value, at).length === 0)
      )
    case "allOf":
      return isList(wanted) ? wanted.flatMap((each) => faultsOf(root, each, value, at)) : []
    case "$ref":
      return faultsOf(root, definition(root, String(wanted)), value, at)
    case "items":
      return isList(value) ? value.flatMap((item, index) => below(wanted, item, index)) : []
    case "properties":
      return members.flatMap(([key, each]) =>
        Object.hasOwn(named, key) ? below(named[key] ?? null, each, key) : []
      )
    case "additionalProperties": {
      const others = members.filter(([key]) => !Object.hasOwn(named, key))
      if (wanted === false) return others.map(([key]) => `${at}/${key}: is not known`)
      return others.flatMap(([key, each]) => below(wanted, each, key))
    }
    case "patternProperties":
      return members.flatMap(([key, each]) =>
        Object.entries(isSection(wanted) ? wanted : {}).flatMap(([pattern, schema]) =>
          new RegExp(pattern, "u").test(key) ? below(schema, each, key) : []
        )
      )
    case "propertyNames":
      return members.flatMap(([key]) => below(wanted, key, key))
    default:
      return [`${at}: the word ${word} is not known here`]
  }
}

const isOfType = (type: string, value: Tree): boolean => {
  if (type === "object") return isSection(value)
  if (type === "array") return isList(value)
  if (type === "integer") return Number.isInteger(value)
  return typeof value === type
}

const definition = (root: Schema, ref: string): Tree => {
  const definitions = root["$defs"] ?? null
  return isSection(definitions) ? (definitions[ref.replace("#/$defs/", "")] ?? null) : null
}
