/**
 * On whose behalf the database is asked. The workspace bounds what can be seen and touched; the
 * rest is what the journal will say about every change.
 */
import type { Json } from "../core/Fields.ts"

export interface Who {
  /** As the database writes a bigint. */
  readonly workspaceId: string
  /** `api:<key id>`, `sync:<connection>`, ... */
  readonly actor: string
  /** Which run it belongs to, where it is part of one. */
  readonly run?: string
  /** What else there is to say: which provider filled a field and how sure it was, ... */
  readonly note?: Json
}
