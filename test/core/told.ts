/** Every type a field can have, so that no rule goes untried. */
import { type FieldType, fieldsOf, kinds } from "../../src/core/Kinds.ts"

export const fieldTypes: ReadonlyArray<FieldType> = [
  ...new Set(kinds.flatMap((kind) => Object.values<FieldType>(fieldsOf[kind])))
]
