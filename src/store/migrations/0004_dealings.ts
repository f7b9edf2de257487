/**
 * What is done with people: deals and their stages, lists and who stands on them, and whom nobody
 * may call. A member of a list and a contact of a deal are there or not: they are deleted indeed.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { extras, guarded, id, named, numbered, times, workspace } from "./0003_hub.ts"

export const dealings = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.forEach(
    [...ids, pipelines, deals, lists, doNotCall],
    (statements) => sql.unsafe(statements),
    { discard: true }
  )
)

const ids = ["pipelines", "stages", "deals", "lists", "do_not_call"].map(numbered)

const pipelines = `
  create table tandem.pipelines (
    ${workspace},
    ${named("pipelines")},
    name        tandem.line  not null check (name <> ''),
    is_default  boolean      not null,
    ${times},
    primary key (workspace_id, id)
  );
  create unique index pipelines_by_default on tandem.pipelines (workspace_id)
    where deleted_at is null and is_default;
  ${guarded("pipelines", "select, insert, update, delete")}

  create table tandem.stages (
    ${workspace},
    ${named("stages")},
    pipeline_id  tandem.code  not null,
    name         tandem.line  not null check (name <> ''),
    position     int          not null,
    probability  int          check (probability between 0 and 100),
    stage_type   tandem.code  not null check (stage_type in ('open', 'won', 'lost')),
    color        tandem.line,
    ${times},
    primary key (workspace_id, id),
    -- What a deal refers to, so that its stage is one of its pipeline; and how they are listed.
    unique (workspace_id, pipeline_id, id),
    foreign key (workspace_id, pipeline_id) references tandem.pipelines
  );
  ${guarded("stages", "select, insert, update, delete")}
`

const deals = `
  create table tandem.deals (
    ${workspace},
    ${named("deals")},
    name         tandem.line  not null check (name <> ''),
    company_id   bigint,
    amount       numeric,
    currency     tandem.code,
    pipeline_id  tandem.code,
    stage_id     tandem.code  check (stage_id is null or pipeline_id is not null),
    description  text,
    close_date   timestamptz,
    owner        tandem.line,
    ${extras},
    ${times},
    primary key (workspace_id, id),
    foreign key (workspace_id, company_id) references tandem.companies,
    foreign key (workspace_id, pipeline_id) references tandem.pipelines,
    foreign key (workspace_id, pipeline_id, stage_id)
      references tandem.stages (workspace_id, pipeline_id, id)
  );
  ${guarded("deals", "select, insert, update, delete")}

  create table tandem.deal_contacts (
    ${workspace},
    deal_id     tandem.code  not null,
    contact_id  bigint       not null,
    created_at  timestamptz  not null default tandem.time_by_hand(),
    primary key (workspace_id, deal_id, contact_id),
    foreign key (workspace_id, deal_id) references tandem.deals,
    foreign key (workspace_id, contact_id) references tandem.contacts
  );
  ${guarded("deal_contacts", "select, insert, delete")}
`

const lists = `
  create table tandem.lists (
    ${workspace},
    ${id("lists")},
    title       tandem.line  not null check (title <> ''),
    type        tandem.code  not null
                check (type in ('contacts', 'companies', 'suppressions', 'deals', 'leads')),
    source      tandem.line,
    status      tandem.code,
    is_dynamic  boolean      not null,
    tags        text[]       check (array_position(tags, null) is null),
    created_by  text,
    ${times},
    primary key (workspace_id, id)
  );
  ${guarded("lists", "select, insert, update, delete")}

  -- One of the three, and its name for the key.
  create table tandem.list_members (
    ${workspace},
    list_id     bigint       not null,
    contact_id  bigint,
    company_id  bigint,
    deal_id     tandem.code,
    member      text         collate "C" generated always as (
                  case when contact_id is not null then 'contact ' || contact_id
                       when company_id is not null then 'company ' || company_id
                       else 'deal ' || deal_id end) stored,
    created_at  timestamptz  not null default tandem.time_by_hand(),
    primary key (workspace_id, list_id, member),
    constraint one_member check (num_nonnulls(contact_id, company_id, deal_id) = 1),
    foreign key (workspace_id, list_id) references tandem.lists,
    foreign key (workspace_id, contact_id) references tandem.contacts,
    foreign key (workspace_id, company_id) references tandem.companies,
    foreign key (workspace_id, deal_id) references tandem.deals
  );
  ${guarded("list_members", "select, insert, delete")}
`

const doNotCall = `
  create table tandem.do_not_call (
    ${workspace},
    ${id("do_not_call")},
    -- E.164 of whatever number could be read, valid or only possible: better once too often.
    phone_key  tandem.code,
    email_key  tandem.code,
    raw        tandem.line  not null check (raw <> ''),
    reason     tandem.line,
    source     tandem.line,
    channel    tandem.code  not null check (channel in ('phone', 'sms', 'email')),
    at         timestamptz  not null default tandem.time_by_hand(),
    primary key (workspace_id, id),
    constraint one_address check (num_nonnulls(phone_key, email_key) <= 1)
  );
  create unique index do_not_call_by_phone on tandem.do_not_call (workspace_id, phone_key, channel)
    where phone_key is not null;
  create unique index do_not_call_by_email on tandem.do_not_call (workspace_id, email_key, channel)
    where email_key is not null;
  ${guarded("do_not_call", "select, insert, update, delete")}
`
