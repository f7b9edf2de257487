/**
 * The hub itself: people and the companies they work for.
 *
 * Every key begins with the workspace, so that the tables can be split by it without a change.
 * Ids, times and versions are arguments. What a person at psql may leave out is filled in for
 * them alone (`by_hand`); to the store these defaults are null, which no column takes, so that
 * nothing it forgot is ever decided here.
 *
 * A match key stands in a column of its own, computed by the core, null where the value is none.
 * Who changes a value by hand does not know its key, so the key and what was understood of a
 * phone are cleared with it, and the engine reads the value anew.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"

export const hub = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.forEach([ground, companies, contacts], (statements) => sql.unsafe(statements), {
    discard: true
  })
)

/** Forced row security, and one policy: nothing outside the workspace that was named. */
export const guarded = (table: string, granted: string): string => `
  alter table tandem.${table} enable row level security, force row level security;
  create policy own_workspace on tandem.${table} to tandem_app
    using (workspace_id = nullif(current_setting('app.workspace', true), '')::bigint);
  grant ${granted} on tandem.${table} to tandem_app;
`

/** Numbers are drawn in blocks, before the rows are written that bear them. */
export const numbered = (table: string): string => `
  create sequence tandem.${table}_id;
  grant usage on sequence tandem.${table}_id to tandem_app;
`

export const workspace =
  "workspace_id bigint not null default tandem.workspace_by_hand() references tandem.workspaces"

export const id = (table: string): string =>
  `id bigint not null default tandem.id_by_hand('tandem.${table}_id') check (id > 0)`

/** The ids of deals are strings to everybody outside. */
export const named = (table: string): string =>
  `id tandem.code not null default tandem.id_by_hand('tandem.${table}_id')::text check (id <> '')`

export const times = `
  version     bigint       not null default 1 check (version > 0),
  created_at  timestamptz  not null default tandem.time_by_hand(),
  updated_at  timestamptz  not null default tandem.time_by_hand(),
  deleted_at  timestamptz
`

const ground = `
  -- What an index holds must fit on its page. Codes are compared as they are, in any language.
  create domain tandem.line as text check (length(value) <= 500);
  create domain tandem.code as text collate "C" check (length(value) <= 500);

  -- The store says what time it is, to the millisecond; a person at psql cannot.
  create function tandem.by_hand() returns boolean language sql stable
    return coalesce(current_setting('app.now', true), '') = '';
  create function tandem.clock() returns timestamptz language sql stable
    return coalesce(nullif(current_setting('app.now', true), '')::timestamptz,
                    date_trunc('milliseconds', now()));
  create function tandem.time_by_hand() returns timestamptz language sql stable
    return case when tandem.by_hand() then tandem.clock() end;
  create function tandem.id_by_hand(sequence regclass) returns bigint language sql volatile
    return case when tandem.by_hand() then nextval(sequence) end;
  create function tandem.workspace_by_hand() returns bigint language sql stable
    return case when tandem.by_hand()
                then nullif(current_setting('app.workspace', true), '')::bigint end;

  ${numbered("companies")}
  ${numbered("contacts")}
`

/** As it was written, and what was understood of it; a key is its E.164 where that is valid. */
const phone = (slot: string): string => `
  ${slot}            tandem.line,
  ${slot}_e164       tandem.code,
  ${slot}_state      tandem.code check (${slot}_state in ('valid', 'possible', 'unparsable')),
  ${slot}_region     tandem.code,
  ${slot}_extension  tandem.code,
  constraint ${slot}_is_understood check (
    num_nonnulls(${slot}, ${slot}_state) = 2
    or num_nonnulls(${slot}_e164, ${slot}_state, ${slot}_region, ${slot}_extension) = 0)
`
const phoneWithKey = (slot: string): string => `${phone(slot)},
  ${slot}_key        tandem.code,
  constraint ${slot}_key_is_valid check (
    ${slot}_key is null or (${slot}_state = 'valid' and ${slot}_key = ${slot}_e164) is true)
`

export const extras = `
  tags       text[]  check (array_position(tags, null) is null),
  custom     jsonb   check (jsonb_typeof(custom) = 'object'),
  meta_data  jsonb   check (jsonb_typeof(meta_data) = 'object'),
  -- Who said each value, and when the hub saw it. No part of the row: to note it is no change.
  said       jsonb   not null default '{}' check (jsonb_typeof(said) = 'object')
`

const companies = `
  create table tandem.companies (
    ${workspace},
    ${id("companies")},
    name            tandem.line,
    domain          tandem.code,
    domain_key      tandem.code,
    website         text,
    industry        tandem.line,
    industry_group  tandem.line,
    employee_count  bigint,
    revenue         bigint,
    founded_year    bigint,
    description     text,
    ${phone("phone")},
    address         text,
    postal_code     tandem.line,
    city            tandem.line,
    state           tandem.code,
    country         tandem.code,
    linkedin_url    text,
    linkedin_key    tandem.code,
    twitter_url     text,
    facebook_url    text,
    crunchbase_url  text,
    logo_url        text,
    ${extras},
    ${times},
    primary key (workspace_id, id)
  );
  ${guarded("companies", "select, insert, update, delete")}

  create unique index companies_by_domain_key on tandem.companies (workspace_id, domain_key)
    where deleted_at is null and domain_key is not null;
  create unique index companies_by_linkedin_key on tandem.companies (workspace_id, linkedin_key)
    where deleted_at is null and linkedin_key is not null;
`

const contacts = `
  create table tandem.contacts (
    ${workspace},
    ${id("contacts")},
    first_name        tandem.line,
    last_name         tandem.line,
    full_name         text generated always as (nullif(btrim(
                        coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '')) stored,
    work_email        tandem.code,
    email_key         tandem.code,
    personal_emails   text[] check (array_position(personal_emails, null) is null),
    ${phoneWithKey("direct_phone")},
    ${phoneWithKey("mobile_phone")},
    job_title         tandem.line,
    job_department    tandem.line,
    seniority_level   tandem.code,
    linkedin_url      text,
    linkedin_key      tandem.code,
    twitter_url       text,
    facebook_url      text,
    address           text,
    city              tandem.line,
    state             tandem.code,
    postal_code       tandem.line,
    country           tandem.code,
    timezone          tandem.code,
    about             text,
    notes             text,
    company_id        bigint,
    company_name      tandem.line,
    is_primary        boolean,
    do_not_call       boolean,
    confidence_score  numeric,
    ${extras},
    ${times},
    primary key (workspace_id, id),
    foreign key (workspace_id, company_id) references tandem.companies
  );
  ${guarded("contacts", "select, insert, update, delete")}

  create unique index contacts_by_email_key on tandem.contacts (workspace_id, email_key)
    where deleted_at is null and email_key is not null;
  create unique index contacts_by_linkedin_key on tandem.contacts (workspace_id, linkedin_key)
    where deleted_at is null and linkedin_key is not null;
`
