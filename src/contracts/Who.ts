/**
 * On whose behalf the database is asked. The workspace bounds what can be seen and touched; the
 * actor is what the journal will name.
 */
export interface Who {
  /** As the database writes a bigint. */
  readonly workspaceId: string
  /** `api:<key id>`, `sync:<connection>`, ... */
  readonly actor: string
}
