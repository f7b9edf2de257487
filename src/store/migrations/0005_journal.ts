/**
 * Every change of every row, whoever made it and by what way. Statement-level triggers see all
 * rows of a statement at once, so a change by SQL is noted like a change by the API, and a
 * thousand rows cost one statement more.
 *
 * `xid` is the transaction that wrote an entry: a reader waits until every lower one has ended,
 * and so misses nothing (see `Changes.ts`). `seq` orders what one transaction did. A creation
 * notes no values, since the row has them; a change notes before and after of what changed; a
 * deletion the whole row. A workspace is not looked up for each entry: the row that changed has
 * named it already.
 *
 * `app.now`, `app.actor`, `app.run` and `app.note` say when, who, in which run, and what else.
 * Where a person works at psql nobody says so: then it is the server's clock, and their login.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"

export const journal = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.gen(function* () {
    yield* sql.unsafe(ground)
    const columns = yield* sql<Column>`
      select c.relname as table, a.attname as name, a.attgenerated <> '' as derived
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'tandem'::regnamespace
      order by c.relname collate "C", a.attnum
    `
    yield* Effect.forEach(subjects, (subject) => {
      const mine = columns.filter(({ derived, table }) => table === subject.table && !derived)
      const names = mine.map(({ name }) => name)
      const lives = names.includes("version")
      return sql.unsafe([...(lives ? kept(subject, names) : []), ...told(subject, names)].join(";"))
    })
  })
)

interface Column {
  readonly table: string
  readonly name: string
  readonly derived: boolean
}

interface Subject {
  readonly table: string
  readonly kind: string
  /** What names a row of it, as an expression over its columns. */
  readonly named: (row: string) => string
  /** What is known of a value and is wrong as soon as somebody changes the value by hand. */
  readonly known?: Readonly<Record<string, ReadonlyArray<string>>>
}

const understood = (slot: string) =>
  ["e164", "state", "region", "extension"].map((part) => `${slot}_${part}`)

const byId = (row: string) => `${row}.id::text`

const subjects: ReadonlyArray<Subject> = [
  {
    table: "contacts",
    kind: "contact",
    named: byId,
    known: {
      work_email: ["email_key"],
      linkedin_url: ["linkedin_key"],
      direct_phone: [...understood("direct_phone"), "direct_phone_key"],
      mobile_phone: [...understood("mobile_phone"), "mobile_phone_key"]
    }
  },
  {
    table: "companies",
    kind: "company",
    named: byId,
    known: {
      domain: ["domain_key"],
      linkedin_url: ["linkedin_key"],
      phone: understood("phone")
    }
  },
  { table: "deals", kind: "deal", named: byId },
  {
    table: "deal_contacts",
    kind: "deal_contact",
    named: (row) => `${row}.deal_id || '/' || ${row}.contact_id`
  },
  { table: "pipelines", kind: "pipeline", named: byId },
  { table: "stages", kind: "stage", named: byId },
  { table: "lists", kind: "list", named: byId },
  {
    table: "list_members",
    kind: "list_member",
    named: (row) => `${row}.list_id || '/' || ${row}.member`
  },
  { table: "do_not_call", kind: "do_not_call", named: byId }
]

const ground = `
  create function tandem.actor() returns text language sql stable
    return coalesce(nullif(current_setting('app.actor', true), ''), 'sql:' || session_user);

  create table tandem.journal (
    workspace_id  bigint       not null,
    xid           xid8         not null,
    seq           bigint       not null,
    at            timestamptz  not null,
    kind          tandem.code  not null,
    row_id        text         collate "C" not null,
    op            tandem.code  not null check (op in ('create', 'update', 'delete', 'restore')),
    -- {"first_name": [before, after]}
    changes       jsonb        check (jsonb_typeof(changes) = 'object'),
    actor         text         not null,
    run           text,
    note          jsonb,
    primary key (workspace_id, xid, seq)
  );
  -- GET /contacts/{id}/journal, newest first.
  create index journal_by_row on tandem.journal (workspace_id, kind, row_id, xid, seq);
  create sequence tandem.journal_seq;
  grant usage on sequence tandem.journal_seq to tandem_app;

  alter table tandem.journal enable row level security, force row level security;
  create policy own_workspace on tandem.journal for select to tandem_app
    using (workspace_id = nullif(current_setting('app.workspace', true), '')::bigint);
  -- Nobody writes history but the triggers, and nobody rewrites it.
  create policy by_trigger on tandem.journal for insert to tandem_app
    with check (workspace_id = nullif(current_setting('app.workspace', true), '')::bigint
                and pg_trigger_depth() > 0);
  grant select, insert on tandem.journal to tandem_app;
`

/** Version and time of change, for what really changed; and a deletion is only a mark. */
const kept = ({ known = {}, table }: Subject, names: ReadonlyArray<string>) => {
  const compared = names.filter((name) => name !== "said")
  const stale = Object.entries(known).map(
    ([value, keys]) => `
      if new.${value} is distinct from old.${value} and ${row("new", keys)}
         is not distinct from ${row("old", keys)} then
        ${keys.map((key) => `new.${key} := null;`).join(" ")}
      end if;`
  )
  return [
    `create function tandem.${table}_touched() returns trigger language plpgsql as $$
    begin
      if (new.workspace_id, new.id) is distinct from (old.workspace_id, old.id) then
        raise exception 'what a row is called never changes' using errcode = '23000';
      end if;
      new.version := old.version + 1;
      new.updated_at := tandem.clock();
      ${stale.length === 0 ? "" : `if tandem.by_hand() then${stale.join("")}\n      end if;`}
      return new;
    end $$`,
    `create trigger touched before update on tandem.${table} for each row
      when (${row("old", compared)} is distinct from ${row("new", compared)})
      execute function tandem.${table}_touched()`,
    `create function tandem.${table}_deleted() returns trigger language plpgsql as $$
    begin
      update tandem.${table} set deleted_at = tandem.clock()
      where workspace_id = old.workspace_id and id = old.id and deleted_at is null;
      return null;
    end $$`,
    `create trigger deleted before delete on tandem.${table} for each row
      execute function tandem.${table}_deleted()`
  ]
}

/** Many rows are told in one statement, so the plan made for the first must do for all. */
const told = (subject: Subject, names: ReadonlyArray<string>) => {
  const { table } = subject
  const events = [
    ["insert", "new table as new_rows", creation(subject)],
    ["update", "old table as old_rows new table as new_rows", change(subject, names)],
    ["delete", "old table as old_rows", deletion(subject, names)]
  ]
  // What is only there or not has no id, and nobody may update it.
  const possible = events.filter(([event]) => event !== "update" || names.includes("id"))
  return possible.flatMap(([event, transition, select]) => [
    `create function tandem.${table}_${event}_told() returns trigger language plpgsql
      set enable_nestloop = off as $$
    declare
      this_xid xid8 := pg_current_xact_id();
      this_at timestamptz := tandem.clock();
      this_actor text := tandem.actor();
      this_run text := nullif(current_setting('app.run', true), '');
      this_note jsonb := nullif(current_setting('app.note', true), '');
    begin
      insert into tandem.journal
        (workspace_id, xid, seq, at, kind, row_id, op, changes, actor, run, note)
      ${select}
      return null;
    end $$`,
    `create trigger told_${event} after ${event} on tandem.${table} referencing ${transition}
      for each statement execute function tandem.${table}_${event}_told()`
  ])
}

const entry = ({ kind, named }: Subject, of: string, op: string, changes: string) => `
  select ${of}.workspace_id, this_xid, nextval('tandem.journal_seq'), this_at,
         '${kind}', ${named(of)}, ${op}, ${changes}, this_actor, this_run, this_note`

const creation = (subject: Subject) => `${entry(subject, "n", "'create'", "null")}
  from new_rows n;`

const deletion = (subject: Subject, names: ReadonlyArray<string>) =>
  `${entry(
    subject,
    "o",
    "'delete'",
    `(select jsonb_object_agg(key, jsonb_build_array(value, null)) from jsonb_each(to_jsonb(o))
      where value <> 'null' and key in (${telling(subject, names).map(quoted).join(", ")}))`
  )}
  from old_rows o;`

/** Keys tell nobody anything: they follow from the values. */
const telling = ({ known = {} }: Subject, names: ReadonlyArray<string>) => {
  const keys = Object.values(known)
    .flat()
    .filter((name) => name.endsWith("_key"))
  const silent = ["workspace_id", "id", "said", "version", "updated_at", ...keys]
  return names.filter((name) => !silent.includes(name))
}

const change = (subject: Subject, names: ReadonlyArray<string>) => {
  const pairs = telling(subject, names).map(
    (name) => `(${quoted(name)}, case when o.${name} is distinct from n.${name}
                then jsonb_build_array(o.${name}, n.${name}) end)`
  )
  const op = names.includes("deleted_at")
    ? `case when o.deleted_at is null and n.deleted_at is not null then 'delete'
            when o.deleted_at is not null and n.deleted_at is null then 'restore'
            else 'update' end`
    : "'update'"
  return `
  with changed as materialized (
    select n.workspace_id, n.id, ${op} as op,
           (select jsonb_object_agg(name, change)
            from (values ${pairs.join(", ")}) as field (name, change)
            where change is not null) as changes
    from old_rows o join new_rows n on n.workspace_id = o.workspace_id and n.id = o.id
  )
  ${entry(subject, "c", "c.op", "c.changes")}
  from changed c where c.changes is not null;`
}

const quoted = (name: string) => `'${name}'`

const row = (of: string, names: ReadonlyArray<string>) =>
  `row(${names.map((name) => `${of}.${name}`).join(", ")})`
