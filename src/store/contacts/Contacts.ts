/** Contacts behind their contract. Each question is one transaction, and one stage of its own. */
import type * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Contacts } from "../../contracts/Contacts.ts"
import type { Reading } from "../../core/Assertion.ts"
import { assertBatch } from "./Assert.ts"
import { patch } from "./Change.ts"
import { create } from "./Create.ts"
import { remove, restore } from "./Deletion.ts"
import { list } from "./Found.ts"
import { get } from "./Shown.ts"

export const layer = (reading: Reading) =>
  Layer.effect(
    Contacts,
    Effect.map(Effect.context<SqlClient.SqlClient>(), (context) =>
      Contacts.of({
        assertBatch: (who, batch) => Effect.provide(assertBatch(reading, who, batch), context),
        create: (who, contact) => Effect.provide(create(reading, who, contact), context),
        get: (who, id) => Effect.provide(get(who, id), context),
        list: (who, filter, page) => Effect.provide(list(who, filter, page), context),
        patch: (who, id, told) => Effect.provide(patch(reading, who, id, told), context),
        remove: (who, id) => Effect.provide(remove(who, id), context),
        restore: (who, id) => Effect.provide(restore(who, id), context)
      })
    )
  )
