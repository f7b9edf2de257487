/** An API with an endpoint for everything that can happen to one, behind the hub's own door. */
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { Caller } from "../../src/api/Caller.ts"
import { base, empty } from "../../src/api/Definition.ts"
import { frame, type Options } from "../../src/api/Frame.ts"
import { BadRequest, Conflict, NotFound, problem } from "../../src/api/Problem.ts"
import { needs } from "../../src/api/Rules.ts"
import * as Server from "../../src/api/Server.ts"
import { DatabaseUnavailable } from "../../src/contracts/Database.ts"
import * as Tenancy from "../../src/store/Tenancy.ts"
import { options, serving } from "../support/Hub.ts"
import { TestDatabase } from "../support/TestDatabase.ts"

const id = HttpApiSchema.param("id", Schema.NumberFromString.pipe(Schema.int()))
const Thing = Schema.Struct({
  name: Schema.String,
  count: Schema.optional(Schema.Int),
  tags: Schema.optional(Schema.Array(Schema.String))
}).annotations({ parseOptions: { errors: "all" }, identifier: "Thing" })

export const group = HttpApiGroup.make("things")
  .add(
    HttpApiEndpoint.get("get")`/things/${id}`
      .addSuccess(Thing)
      .addError(problem(NotFound))
      .annotateContext(needs("contacts:read"))
  )
  .add(
    HttpApiEndpoint.post("create", "/things")
      .setPayload(Thing)
      .addSuccess(Schema.Struct({ data: Thing }), { status: 201 })
      .addError(problem(Conflict))
      .annotateContext(needs("contacts:write"))
  )
  .add(
    HttpApiEndpoint.patch("change")`/things/${id}`
      .setPayload(Schema.partial(Thing))
      .addSuccess(Schema.Void)
      .annotateContext(needs("contacts:write"))
  )
  .add(
    HttpApiEndpoint.put("import", "/things/text")
      .setPayload(HttpApiSchema.Text({ contentType: "text/csv" }))
      .addSuccess(Schema.String)
      .annotateContext(needs("contacts:write"))
  )
  .add(HttpApiEndpoint.get("crash", "/crash").annotateContext(needs(null)))
  .add(HttpApiEndpoint.get("away", "/away").annotateContext(needs(null)))

export const api = empty.add(group).prefix(base)

const note = (name: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`insert into tandem.things values (${name})`.pipe(Tenancy.within(yield* Caller))
  }).pipe(Effect.orDie)

const handlers = HttpApiBuilder.group(api, "things", (handlers) =>
  handlers
    .handle("get", ({ path }) =>
      path.id === 1
        ? Effect.succeed({ name: "one" })
        : new NotFound({ detail: `There is no thing ${path.id}.` })
    )
    .handle("create", ({ payload }) =>
      Effect.gen(function* () {
        yield* note(payload.name)
        if (payload.name === "taken") return yield* new Conflict({ detail: "It is taken." })
        return { data: payload }
      })
    )
    .handle("change", ({ payload }) =>
      Object.keys(payload).length === 0
        ? new BadRequest({ detail: "Say at least one field." })
        : Effect.void
    )
    .handle("import", ({ payload }) => Effect.succeed(payload))
    .handle("crash", () => Effect.die(new Error("the secret of the house")))
    .handle("away", () => Effect.die(new DatabaseUnavailable({ message: "at db.internal:5432" })))
)

const table = Layer.effectDiscard(
  Effect.flatMap(TestDatabase, ({ asSuperuser }) =>
    Effect.zipRight(
      asSuperuser("create table tandem.things (name text)"),
      asSuperuser("grant insert on tandem.things to tandem_app")
    )
  )
)

export const names = Effect.flatMap(TestDatabase, ({ asSuperuser }) =>
  Effect.map(asSuperuser<{ readonly name: string }>("select name from tandem.things"), (rows) =>
    rows.map(({ name }) => name)
  )
)

export const trial = (other: Partial<Options> = {}) => {
  const given = { ...options, ...other }
  const app = frame(api, given).pipe(Layer.provide(handlers), Layer.provide(table))
  return serving(Server.serve(given, app))
}
