import { sql, type Kysely, type Migration } from 'kysely';

/** Runs a script of several statements as it stands. */
function script(text: string): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of text.split(/;\s*\n/).map((s) => s.trim()).filter((s) => s !== '')) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}

const FIRST = script(`
create table centre (one boolean primary key default true check (one), feed_id uuid not null);

create table site (
  id uuid primary key, name text not null, head bigint not null default 0, ledger_head bigint not null default 0
);
create unique index site_name on site (lower(name));

create table site_key (
  kid text primary key, site_id uuid not null references site, public_key jsonb not null, wrapped_private text not null,
  added_at timestamptz not null default clock_timestamp()
);
create index site_key_of_site on site_key (site_id, added_at);

create table operator (
  id uuid primary key, site_id uuid not null references site, login text not null, name text not null,
  role text not null, state text not null, pin_hash text not null, unique (site_id, login)
);

create table desk (
  id uuid primary key, site_id uuid not null references site, name text not null, state text not null,
  sign_key jsonb not null, seal_key jsonb not null, enrolled_at timestamptz not null default clock_timestamp()
);
create index desk_of_site on desk (site_id);

create table enrolment_code (
  mac text primary key, site_id uuid not null references site, valid_until timestamptz not null,
  desk_id uuid references desk
);

create table wrong_pin (
  desk_id uuid not null references desk, login text not null, wrong integer not null, locked_until timestamptz,
  primary key (desk_id, login)
);

create table form (
  hash text primary key, work_type text not null, form jsonb not null, place bigint generated always as identity
);

create table client (id uuid primary key, name text not null unique);

create table project (
  id uuid primary key, client_id uuid not null references client, name text not null, work_type text not null,
  unique (client_id, name)
);

create sequence batch_number;

create table batch (
  id uuid primary key, project_id uuid not null references project, site_id uuid not null references site,
  name text not null, digest text not null, row jsonb not null, added_at timestamptz not null default clock_timestamp(),
  unique (project_id, name), unique (project_id, digest)
);
create index batch_of_name on batch (name);

create table delivery (
  id uuid primary key, site_id uuid not null references site, state text not null, request jsonb not null,
  source_key_for_centre text not null, source_key_for_site text not null, plan jsonb,
  added_at timestamptz not null default clock_timestamp()
);

create table staged_page (
  delivery_id uuid not null references delivery on delete cascade, plain_sha256 text not null, page jsonb not null,
  primary key (delivery_id, plain_sha256)
);

create table item (
  id uuid primary key, site_id uuid not null references site, batch_id uuid not null references batch,
  position integer not null, row jsonb not null, unique (batch_id, position)
);
create index item_of_site on item (site_id, id);

create table ledger (
  site_id uuid not null references site, pos bigint not null, mutation_id uuid not null, stream_id uuid, seq bigint,
  kind text not null, item_id uuid, operator_id uuid, desk_id uuid, envelope jsonb, hash text not null,
  outcome jsonb not null, received_at timestamptz not null, raw text not null, primary key (site_id, pos)
);
create index ledger_mutation on ledger (site_id, mutation_id);
create index ledger_item on ledger (item_id) where item_id is not null;

create table stream (
  id uuid primary key, site_id uuid not null references site, desk_id uuid not null references desk, next_seq bigint not null
);

create table stream_place (
  stream_id uuid not null references stream, seq bigint not null, mutation_id uuid not null, hash text not null,
  outcome jsonb not null, primary key (stream_id, seq)
);

create table feed_row (
  site_id uuid not null references site, scope text not null, kind text not null, key text not null, pos bigint not null,
  gone boolean not null, body text not null, primary key (site_id, scope, kind, key)
);
create unique index feed_row_in_order on feed_row (site_id, scope, pos);

create table document (
  site_id uuid not null references site, hash text not null, size_bytes bigint not null, primary key (site_id, hash)
);

create table revision (
  batch_id uuid not null references batch, number integer not null, digest text not null, made_at timestamptz not null,
  primary key (batch_id, number)
);
`);

const OWN_FORMS = script(`
create table code_list (hash text primary key, list jsonb not null);

alter table form add column shipped boolean not null default true;
`);

/** Items that were there before floors were: each gets its row on its site's floor. */
const FLOOR = script(`
insert into feed_row (site_id, scope, kind, key, pos, gone, body)
select item.site_id, 'floor', 'floorItem', item.id::text,
  site.head + row_number() over (partition by item.site_id order by item.batch_id, item.position), false,
  jsonb_build_object(
    'id', item.row->'id', 'batchId', item.row->'batchId', 'position', item.row->'position', 'source', item.row->'source',
    'dueAtUtc', item.row->'dueAtUtc', 'state', item.row->'state', 'assignedTo', item.row->'assignedTo',
    'epoch', item.row->'epoch', 'minEpoch', item.row->'minEpoch', 'keptCount', jsonb_array_length(item.row->'kept'),
    'settledBy', case when jsonb_typeof(item.row->'settledBy') = 'object' then jsonb_build_object(
      'operatorId', item.row->'settledBy'->'operatorId',
      'atMs', round(extract(epoch from (item.row->'settledBy'->'capturedAt'->>'wallUtc')::timestamptz) * 1000)
        + coalesce((item.row->'settledBy'->'capturedAt'->>'offsetMs')::numeric, 0)) else 'null'::jsonb end
  )::text
from item join site on site.id = item.site_id;

update site set head = head + (select count(*) from item where item.site_id = site.id);
`);

/** Sessions begin with this version: of what was keyed before there is none. */
const SESSIONS = script(`
create table session (site_id uuid not null references site, id uuid not null, row jsonb not null, primary key (site_id, id));

create table shift_plan (operator_id uuid primary key references operator, row jsonb not null);
`);

/** Projects and operators from before there were policies go on as they were; what lies in the pool is told of. */
const POLICIES = script(`
alter table project add column policy jsonb not null default '{"assign": "ahead", "depthHours": null, "cherryPicking": true, "maxHeldItems": null, "abandonedAfterHours": null, "goalHours": 0, "weight": 1, "riskClass": "normal"}';

alter table operator add column skills jsonb, add column cleared_for text not null default 'normal';

create index item_pool on item (site_id, batch_id, position) where row->>'state' = 'open' and row->>'assignedTo' is null;

create index item_held on item (site_id, (row->>'assignedTo'), batch_id) where row->>'state' = 'open' and row->>'assignedTo' is not null;

create index ledger_heard on ledger (site_id, operator_id, received_at) where stream_id is not null;

with there as (select distinct site_id, batch_id from item where row->>'state' = 'open' and row->>'assignedTo' is null)
insert into feed_row (site_id, scope, kind, key, pos, gone, body)
select there.site_id, 'reference', 'pool', there.batch_id::text,
  site.head + row_number() over (partition by there.site_id order by there.batch_id), false, jsonb_build_object('batchId', there.batch_id)::text
from there join site on site.id = there.site_id;

update site set head = head + (select count(*) from feed_row where feed_row.site_id = site.id and feed_row.kind = 'pool');
`);

/**
 * Kept entries get a row each in their site's tray, items say what was decided of theirs, and an item on the floor that has
 * kept entries says which mutation settled it. Sign-ons that the centre vouched for are written down.
 */
const KEPT = script(`
create table sign_on (
  desk_id uuid not null references desk, operator_id uuid not null references operator, at timestamptz not null,
  primary key (desk_id, operator_id)
);

update item set row = row || '{"standings": []}' where not row ? 'standings';

insert into feed_row (site_id, scope, kind, key, pos, gone, body)
select ledger.site_id, 'floor', 'keptEntry', ledger.mutation_id::text,
  site.head + row_number() over (partition by ledger.site_id order by ledger.pos), false,
  (jsonb_build_object(
    'id', ledger.mutation_id, 'itemId', item.id, 'batchId', item.row->'batchId', 'source', item.row->'source',
    'formHash', ledger.envelope->'formHash', 'operatorId', ledger.operator_id, 'deskId', ledger.desk_id,
    'epoch', ledger.envelope->'epoch', 'capturedAt', ledger.envelope->'capturedAt',
    'receivedAtUtc', to_char(ledger.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'reason', ledger.outcome->'reason', 'decided', null
  ) || case when ledger.envelope ? 'rejectedFor' then jsonb_build_object('rejectedFor', ledger.envelope->'rejectedFor') else '{}'::jsonb end)::text
from ledger join site on site.id = ledger.site_id join item on item.id = ledger.item_id
where ledger.outcome->>'kind' = 'kept' and ledger.kind = 'submit';

update site set head = head + (
  select count(*) from feed_row where feed_row.site_id = site.id and feed_row.kind = 'keptEntry'
);

create temporary table floor_of_kept on commit drop as
select item.site_id, item.id, item.row, row_number() over (partition by item.site_id order by item.id) as place
from item where jsonb_array_length(item.row->'kept') > 0 and jsonb_typeof(item.row->'settledBy') = 'object';

update feed_row set
  pos = (select site.head from site where site.id = feed_row.site_id) + floor_of_kept.place,
  body = jsonb_set(feed_row.body::jsonb, '{settledBy,mutationId}', floor_of_kept.row->'settledBy'->'mutationId')::text
from floor_of_kept
where feed_row.site_id = floor_of_kept.site_id and feed_row.scope = 'floor' and feed_row.kind = 'floorItem' and feed_row.key = floor_of_kept.id::text;

update site set head = head + (select count(*) from floor_of_kept where floor_of_kept.site_id = site.id);
`);

/** Releases of the desk, where each is due, and what every desk runs. */
const RELEASES = script(`
create table release (version text primary key, signed text not null, added_at timestamptz not null, halted_at timestamptz, halted_why text);

create table promotion (version text not null references release, site text not null, ring text not null, at timestamptz not null, primary key (version, site));

create table desk_report (desk_id uuid primary key references desk, version text not null, since timestamptz not null, heard_at timestamptz not null, told jsonb not null);

create table desk_ring (desk_id uuid primary key references desk, ring text not null);

create table link_budget (site_id uuid primary key references site, bytes_per_s integer);
`);

/** In the order of their names; one that has shipped is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': FIRST, '0002-own-forms': OWN_FORMS, '0003-floor': FLOOR, '0004-sessions': SESSIONS, '0005-policies': POLICIES, '0006-kept': KEPT,
  '0007-releases': RELEASES,
};
