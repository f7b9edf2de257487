/**
 * What is answered to a request that cannot be done: RFC 9457 documents, and the errors behind
 * them. Whoever handles a request fails with one of these; nothing else reaches the client.
 */
import * as HttpApiError from "@effect/platform/HttpApiError"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import type { YieldableError } from "effect/Cause"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { RequestId } from "./RequestId.ts"

export const mediaType = "application/problem+json"

export interface Fault {
  /** Where in what was sent: `contacts.0.work_email`; empty for all of it. */
  readonly path: string
  readonly message: string
}

export interface Said {
  readonly detail: string
  readonly errors?: ReadonlyArray<Fault>
  readonly headers?: Readonly<Record<string, string>>
}

const kinds = {
  BadRequest: [400, "The request cannot be understood"],
  Unauthorized: [401, "The request needs a key"],
  Forbidden: [403, "The key does not allow this"],
  NotFound: [404, "There is nothing here"],
  MethodNotAllowed: [405, "This cannot be done here"],
  Conflict: [409, "The request conflicts with what is there"],
  PreconditionFailed: [412, "It has changed since it was read"],
  TooLarge: [413, "The request is too large"],
  UnsupportedMediaType: [415, "The request is of a type that is not read here"],
  Unprocessable: [422, "The request is not valid"],
  TooManyRequests: [429, "Too many requests"],
  Internal: [500, "Something went wrong here"],
  Unavailable: [503, "It cannot be done right now"],
  Full: [507, "There is no room for this"]
} as const
export type Kind = keyof typeof kinds

const refusal = <K extends Kind>(kind: K): (new (said: Said) => Refused<K>) =>
  Data.TaggedError(kind)<Said>
type Refused<K extends Kind> = YieldableError & Said & { readonly _tag: K }

export class BadRequest extends refusal("BadRequest") {}
export class Unauthorized extends refusal("Unauthorized") {}
export class Forbidden extends refusal("Forbidden") {}
export class NotFound extends refusal("NotFound") {}
export class MethodNotAllowed extends refusal("MethodNotAllowed") {}
export class Conflict extends refusal("Conflict") {}
export class PreconditionFailed extends refusal("PreconditionFailed") {}
export class TooLarge extends refusal("TooLarge") {}
export class UnsupportedMediaType extends refusal("UnsupportedMediaType") {}
export class Unprocessable extends refusal("Unprocessable") {}
export class TooManyRequests extends refusal("TooManyRequests") {}
export class Internal extends refusal("Internal") {}
export class Unavailable extends refusal("Unavailable") {}
export class Full extends refusal("Full") {}

const classes = [
  BadRequest,
  Unauthorized,
  Forbidden,
  NotFound,
  MethodNotAllowed,
  Conflict,
  PreconditionFailed,
  TooLarge,
  UnsupportedMediaType,
  Unprocessable,
  TooManyRequests,
  Internal,
  Unavailable,
  Full
] as const
export type Refusal = InstanceType<(typeof classes)[number]>

export const isRefusal = (error: unknown): error is Refusal =>
  classes.some((each) => error instanceof each)

const Document = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.String,
  errors: Schema.optionalWith(
    Schema.Array(Schema.Struct({ path: Schema.String, message: Schema.String })),
    { exact: true }
  ),
  request_id: Schema.String
}).annotations({ identifier: "Problem" })
type Document = typeof Document.Type

/** The answer itself, where no endpoint is there to give it. */
export const answer = (refused: Refusal, id: string): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.text(JSON.stringify(documentOf(refused._tag, refused, id)), {
    status: kinds[refused._tag][0],
    contentType: mediaType,
    headers: refused.headers ?? {}
  })

export const documentOf = (kind: Kind, { detail, errors }: Said, id: string): Document => {
  const [status, title] = kinds[kind]
  const words = kind.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
  const type = `urn:tandem:problem:${words}`
  return {
    type,
    title,
    status,
    detail,
    ...(errors === undefined ? {} : { errors }),
    request_id: id
  }
}

/** How an endpoint declares that it may fail so: `.addError(problem(NotFound))`. */
export const problem = <A extends Refusal>(type: {
  new (said: Said): A
  readonly name: string
}): Schema.Schema<A, Document> => {
  const kind = new type({ detail: "" })._tag
  return Schema.transformOrFail(
    Document,
    Schema.declare((error: unknown): error is A => error instanceof type),
    {
      strict: true,
      encode: (error) => Effect.map(RequestId, (id) => documentOf(kind, error, id)),
      decode: ({ detail, errors }) =>
        Effect.succeed(new type(errors === undefined ? { detail } : { detail, errors }))
    }
  ).pipe(asProblem(kind))
}

/** Wrong types and missing fields are 422; what could not even be read is 400 already. */
export const invalid = Schema.transformOrFail(
  Document,
  Schema.declare((error: unknown) => error instanceof HttpApiError.HttpApiDecodeError),
  {
    strict: true,
    encode: ({ issues }) =>
      Effect.map(RequestId, (id) => documentOf("Unprocessable", faults(issues), id)),
    decode: ({ detail, errors = [] }) =>
      Effect.succeed(
        new HttpApiError.HttpApiDecodeError({
          message: detail,
          issues: errors.map(({ message, path }) => ({
            _tag: "Type" as const,
            path: path.split("."),
            message
          }))
        })
      )
  }
).pipe(asProblem("Unprocessable"))

const faults = (issues: HttpApiError.HttpApiDecodeError["issues"]): Said => {
  const told = issues.map(({ message, path }) => ({
    path: path.map(String).join("."),
    message: message.length > longest ? `${message.slice(0, longest)}...` : message
  }))
  // Of a field that may be left out, the library says besides that it could have been.
  const errors = told.filter((it) => !/^Expected undefined,/.test(it.message)).slice(0, most)
  const [first = { path: "", message: "It does not have the form that is expected." }] = errors
  return {
    detail: first.path === "" ? first.message : `${first.path}: ${first.message}`,
    errors
  }
}

/** An answer is for reading, whatever was sent. */
const [longest, most] = [200, 100]

function asProblem(kind: Kind) {
  return <A, I>(schema: Schema.Schema<A, I>): Schema.Schema<A, I> =>
    schema.pipe(
      Schema.annotations({
        description: kinds[kind][1],
        ...HttpApiSchema.annotations({ status: kinds[kind][0] })
      }),
      HttpApiSchema.withEncoding({ kind: "Json", contentType: mediaType })
    )
}
