/**
 * How rows are found. Under forced row security only leakproof operators reach an index, and
 * `like` is none of them; so what is looked up by a part of a word is looked up by
 * `tandem_search`, which sees a few columns of every workspace, changes nothing, and yields ids.
 * Each of its statements names the workspace; `tandem_app` turns the ids into rows.
 *
 * An index on a phone is on its E.164: whom a number belongs to is asked for every number that
 * can be read, and a key is the E.164 of a valid one, so it is found by the same index.
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import { DatabaseRefused } from "../../contracts/Database.ts"

export const search = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.gen(function* () {
    // Trusted, so no superuser is needed. Another program of this database may have it already.
    yield* sql`create extension if not exists pg_trgm schema tandem`
    const [found] = yield* sql<{ readonly schema: string }>`
      select extnamespace::regnamespace::text as schema from pg_extension
      where extname = 'pg_trgm'
    `
    const schema = found?.schema ?? "tandem"
    if (schema !== "tandem" && schema !== "public") {
      const statement = "alter extension pg_trgm set schema public;"
      return yield* new DatabaseRefused({
        message:
          `The extension pg_trgm of this database is in the schema ${schema}, where Tandem does ` +
          `not look. Ask the one who administers the server to run:\n  ${statement}`,
        statements: [statement]
      })
    }
    const parts = [words, partial(schema), exact, seen]
    yield* Effect.forEach(parts, (statements) => sql.unsafe(statements), { discard: true })
  })
)

/** What a person may type to find somebody, in one text. */
const words = `
  create function tandem.joined(texts text[]) returns text language sql immutable
    return coalesce(array_to_string(texts, ' '), '');
  create function tandem.digits(text) returns text language sql immutable
    return coalesce(regexp_replace($1, '[^0-9]', '', 'g'), '');

  alter table tandem.contacts add search text not null generated always as (lower(
    coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' ||
    coalesce(work_email, '') || ' ' || tandem.joined(personal_emails) || ' ' ||
    coalesce(company_name, '') || ' ' ||
    coalesce(direct_phone_e164, '') || ' ' || tandem.digits(direct_phone) || ' ' ||
    coalesce(mobile_phone_e164, '') || ' ' || tandem.digits(mobile_phone))) stored;
`

const partial = (schema: string) => {
  const parts = (...columns: ReadonlyArray<string>) =>
    columns.map((column) => `${column} ${schema}.gin_trgm_ops`).join(", ")
  return `
  -- GET /contacts?search=, POST /contacts/search, and how near a misspelt word comes.
  create index contacts_by_search on tandem.contacts using gin (${parts("search")})
    where deleted_at is null;
  -- GET /contacts?name=&job_title=&job_department=&city=&company_name=, in any combination.
  create index contacts_by_part on tandem.contacts
    using gin (${parts("first_name", "last_name", "job_title", "job_department", "city", "company_name")})
    where deleted_at is null;
  -- GET /companies?name=&industry=&city=&description=, GET /contacts?industry=&company_name=.
  create index companies_by_part on tandem.companies
    using gin (${parts("name", "industry", "city", "description")})
    where deleted_at is null;
  -- GET /deals?search=.
  create index deals_by_part on tandem.deals using gin (${parts("name")})
    where deleted_at is null;
`
}

/** On rows that live; with the id behind it, a page is read in order. */
const by = (table: string, name: string, column: string, last = "id", only = "") => `
  create index ${table}_by_${name} on tandem.${table} (workspace_id, ${column}, ${last})
    where deleted_at is null${only};`

/** Where most have none, those need no entry. */
const byGiven = (table: string, name: string, column: string) =>
  by(table, name, column, "id", ` and ${column} is not null`)

const exact = `
  -- GET /contacts?email=, and an assert on an address that is shared and so no key.
  ${byGiven("contacts", "email", "work_email")}
  -- GET /contacts?seniority_level=&country=&state=&company_id=.
  ${byGiven("contacts", "seniority", "seniority_level")}
  ${byGiven("contacts", "country", "country")}
  ${byGiven("contacts", "state", "state")}
  ${byGiven("contacts", "company", "company_id")}
  -- Whose number is it: matching, and a number put on the list of those not to be called.
  ${byGiven("contacts", "direct_phone", "direct_phone_e164")}
  ${byGiven("contacts", "mobile_phone", "mobile_phone_e164")}
  -- GET /contacts?updated_since=, its order, and the number of all.
  ${by("contacts", "update", "updated_at")}

  -- GET /companies?domain=&country=&state=, and its ranges.
  ${byGiven("companies", "domain", "domain")}
  ${byGiven("companies", "country", "country")}
  ${byGiven("companies", "state", "state")}
  ${byGiven("companies", "employees", "employee_count")}
  ${byGiven("companies", "revenue", "revenue")}
  ${byGiven("companies", "founding", "founded_year")}
  ${by("companies", "update", "updated_at")}
  -- The one company a contact's company_name may mean.
  ${byGiven("companies", "name", "name")}

  -- GET /deals?stage_id=&pipeline_id=, and an assert by name within a company or within none.
  ${byGiven("deals", "stage", "stage_id")}
  ${byGiven("deals", "pipeline", "pipeline_id")}
  ${by("deals", "name", "name", "company_id")}
  ${byGiven("deals", "company", "company_id")}
  ${by("deals", "update", "updated_at")}
  -- GET /contacts/{id}/deals.
  create index deal_contacts_by_contact on tandem.deal_contacts
    (workspace_id, contact_id, deal_id);

  -- GET /contacts?list_id=, GET /lists/{id}/contacts in the order of ids; and companies alike.
  create index list_members_by_list on tandem.list_members
    (workspace_id, list_id, contact_id, company_id);
  -- On which lists somebody stands; a merge moves them.
  create index list_members_by_contact on tandem.list_members (workspace_id, contact_id)
    where contact_id is not null;
  create index list_members_by_company on tandem.list_members (workspace_id, company_id)
    where company_id is not null;
  create index list_members_by_deal on tandem.list_members (workspace_id, deal_id)
    where deal_id is not null;
`

const looked = (table: string, columns: string) => `
  create policy search on tandem.${table} for select to tandem_search using (true);
  grant select (${columns}) on tandem.${table} to tandem_search;
`

/** What is filtered by and sorted by, so that one statement can answer for a whole filter. */
const seen = [
  looked(
    "contacts",
    `workspace_id, id, deleted_at, search, first_name, last_name, job_title, job_department, city,
     company_name, company_id, work_email, seniority_level, country, state, updated_at, created_at`
  ),
  looked(
    "companies",
    `workspace_id, id, deleted_at, name, industry, city, description, domain, country, state,
     employee_count, revenue, founded_year, updated_at, created_at`
  ),
  looked(
    "deals",
    "workspace_id, id, deleted_at, name, company_id, pipeline_id, stage_id, updated_at, created_at"
  ),
  looked("list_members", "workspace_id, list_id, contact_id, company_id, deal_id")
].join("")
