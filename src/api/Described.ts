/** What the door does for every endpoint alike, told in the description of the API. */

interface Operation {
  readonly parameters?: ReadonlyArray<unknown>
  readonly requestBody?: unknown
  readonly responses?: { readonly [status: string]: unknown }
}

type Paths = { readonly [path: string]: { readonly [method: string]: Operation } }

export const described = (document: Record<string, unknown>): Record<string, unknown> => {
  // The library hands over its own document, whose paths have this form.
  const paths = document["paths"] as Paths
  return { ...document, paths: mapped(paths, (item) => mapped(item, completed)) }
}

const completed = (operation: Operation, method: string): Operation => {
  const { parameters = [], requestBody, responses = {} } = operation
  const { 413: _, 415: __, ...bodiless } = responses
  return {
    ...operation,
    parameters: method === "post" ? [...parameters, idempotencyKey] : parameters,
    responses: requestBody === undefined ? bodiless : responses
  }
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Sent again within 24 hours with the same body, it is answered as the first time and not " +
    "done again.",
  schema: { type: "string", minLength: 1, maxLength: 255 }
}

const mapped = <A, B>(
  given: { readonly [key: string]: A },
  change: (value: A, key: string) => B
): { readonly [key: string]: B } =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, change(value, key)]))
