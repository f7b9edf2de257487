/** The workspace of the caller: also the quickest way to see whether a key holds. */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Schema from "effect/Schema"
import { needs } from "../Rules.ts"

const Workspace = Schema.Struct({ id: Schema.Int, name: Schema.String }).annotations({
  identifier: "Workspace"
})

export const workspace = HttpApiGroup.make("workspace")
  .add(
    HttpApiEndpoint.get("own", "/workspace")
      .addSuccess(Schema.Struct({ data: Workspace }))
      .annotate(OpenApi.Summary, "The workspace the key belongs to")
      .annotateContext(needs(null))
  )
  .annotate(OpenApi.Description, "The tenant that is worked in.")
