/**
 * What takes longer than a request: it is written down first, done in the background, and taken
 * up again after a crash. Who works on it holds a lease; `fence` grows with every lease, so a
 * worker that lost its own can no longer write.
 *
 * An import moves `byte_offset` in the transaction of the rows it made, so each row of the file
 * becomes one row here, however often the work is begun again.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { guarded, numbered } from "./0003_hub.ts"

export const jobs = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  sql.unsafe(`
  ${numbered("jobs")}

  create table tandem.jobs (
    workspace_id  bigint       not null references tandem.workspaces,
    id            bigint       not null check (id > 0),
    kind          tandem.code  not null check (kind in ('import', 'enrich')),
    state         tandem.code  not null check (state in ('queued', 'running', 'done', 'failed')),
    actor         text         not null,
    contact_id    bigint,
    input         jsonb,
    progress      jsonb,
    result        jsonb,
    error         text,
    attempts      int          not null check (attempts >= 0),
    not_before    timestamptz  not null,
    lease_until   timestamptz,
    fence         bigint       not null,
    created_at    timestamptz  not null,
    updated_at    timestamptz  not null,
    finished_at   timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, contact_id) references tandem.contacts,
    check ((finished_at is not null) = (state in ('done', 'failed')))
  );
  -- What is to be done next.
  create index jobs_by_turn on tandem.jobs (workspace_id, not_before, id)
    where state in ('queued', 'running');
  ${guarded("jobs", "select, insert, update")}

  create table tandem.imports (
    workspace_id  bigint       not null,
    job_id        bigint       not null,
    list_id       bigint,
    file_name     text,
    -- Where the file waits, below the home.
    spool         text         not null check (spool <> ''),
    bytes         bigint       not null check (bytes >= 0),
    -- Delimiter, encoding, header, mapping of columns.
    shape         jsonb        not null check (jsonb_typeof(shape) = 'object'),
    dry_run       boolean      not null,
    byte_offset   bigint       not null check (byte_offset between 0 and bytes),
    rows_read     bigint       not null,
    created       bigint       not null,
    updated       bigint       not null,
    failed        bigint       not null,
    primary key (workspace_id, job_id),
    foreign key (workspace_id, job_id) references tandem.jobs,
    foreign key (workspace_id, list_id) references tandem.lists
  );
  ${guarded("imports", "select, insert, update, delete")}
`)
)
