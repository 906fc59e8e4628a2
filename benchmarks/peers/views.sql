-- The three pages for PostGraphile: a view for each type, whose rows are those that the viewer may see.
-- Who asks, where and when stands in the settings `portal.…` of the transaction.

drop schema if exists portal cascade;
drop schema if exists asking cascade;
create schema portal;
create schema asking;

create function asking.words(name text) returns text[] language sql stable
  return current_setting('portal.' || name)::text[];
create function asking.network() returns text language sql stable
  return current_setting('portal.network');
create function asking.here() returns text language sql stable
  return current_setting('portal.here');
create function asking.moment() returns timestamptz language sql stable
  return current_setting('portal.now')::timestamptz;
create function asking.customer() returns bigint language sql stable
  return nullif(current_setting('portal.customer'), '')::bigint;
create function asking.member() returns boolean language sql stable
  return current_setting('portal.member')::boolean;

create type portal.money as (amount_minor int, currency text);

create table portal.locations (key text primary key, gid text not null, name text not null);

create view portal.events as
select e.id as key, 'Event:' || e.id as gid, e.title, e.summary,
  case when asking.customer() is not null then e.description end as description,
  e.starts_at, e.ends_at, e.category, e.venue, e.location_id as location_key
from public.events e
where e.network_id = asking.network() and e.location_id = asking.here()
  and e.published_at <= asking.moment()
  and (e.unpublished_at is null or e.unpublished_at > asking.moment())
  and e.audience = any (asking.words('audiences'))
  and (not exists (select from public.event_plans p
      where p.network_id = asking.network() and p.event_id = e.id)
    or exists (select from public.event_plans p
      where p.network_id = asking.network() and p.event_id = e.id
      and p.plan_id = any (asking.words('plans')::bigint[])));
comment on view portal.events is E'@primaryKey key\n@foreignKey (location_key) references locations (key)|@fieldName location|@foreignFieldName events';

create view portal.customers as
select c.id as key, 'Customer:' || c.id as gid, c.full_name as name
from public.customers c
where c.network_id = asking.network() and c.id = asking.customer();
comment on view portal.customers is E'@primaryKey key';

create function portal.me() returns portal.customers language sql stable
begin atomic
  select * from portal.customers;
end;

create view portal.plans as
select p.id as key, 'Plan:' || p.id as gid, p.name
from public.plans p
where p.network_id = asking.network() and p.location_id = any (asking.words('above'))
  and p.visible and not p.archived;
comment on view portal.plans is E'@primaryKey key';

create view portal.contracts as
select k.id as key, 'Contract:' || k.id as gid, k.start_date, k.starts_at,
  k.customer_id as customer_key, k.plan_id as plan_key
from public.contracts k
where k.network_id = asking.network() and k.customer_id = asking.customer()
  and (k.removed_at is null or k.removed_at > asking.moment());
comment on view portal.contracts is E'@primaryKey key\n@foreignKey (customer_key) references customers (key)|@foreignSimpleFieldName contracts|@foreignFieldName contractPages\n@foreignKey (plan_key) references plans (key)|@fieldName plan|@foreignFieldName contracts';

create view portal.freezes as
select f.id as key, 'Freeze:' || f.id as gid, f.from_date, f.until_date, f.from_at,
  f.contract_id as contract_key
from public.freezes f
where f.network_id = asking.network() and f.customer_id = asking.customer();
comment on view portal.freezes is E'@primaryKey key\n@foreignKey (contract_key) references contracts (key)|@foreignSimpleFieldName freezes|@foreignFieldName freezePages';

create view portal.resource_categories as
select t.id as key, 'ResourceCategory:' || t.id as gid, t.name
from public.resource_types t
where t.network_id = asking.network() and t.location_id = any (asking.words('above'));
comment on view portal.resource_categories is E'@primaryKey key';

create view portal.rates as
select r.id as key, 'Rate:' || r.id as gid, r.name,
  row (r.price_minor, r.currency)::portal.money as price, r.resource_type_id as category_key
from public.resource_rates r
where r.network_id = asking.network() and r.location_id = any (asking.words('above'))
  and r.audience = any (asking.words('audiences'));
comment on view portal.rates is E'@primaryKey key\n@foreignKey (category_key) references resource_categories (key)|@foreignSimpleFieldName rates|@foreignFieldName ratePages';

create view portal.resources as
select r.id as key, 'Resource:' || r.id as gid, r.name, upper(replace(r.kind, '-', '_')) as kind,
  r.group_name as "group", r.description, r.capacity::int as capacity, r.amenities::jsonb as amenities,
  r.image, r.minimum_minutes::int as minimum_minutes, r.maximum_minutes::int as maximum_minutes,
  r.display_order, r.location_id as location_key, r.resource_type_id as category_key
from public.resources r
where r.network_id = asking.network() and r.location_id = asking.here() and asking.member()
  and r.visible and not r.archived;
comment on view portal.resources is E'@primaryKey key\n@foreignKey (location_key) references locations (key)|@fieldName location|@foreignFieldName resources\n@foreignKey (category_key) references resource_categories (key)|@fieldName category|@foreignFieldName resources';

create view portal.bookings as
select b.id as key, 'Booking:' || b.id as gid, b.starts_at, b.ends_at,
  b.customer_id as customer_key, b.resource_id as resource_key
from public.bookings b
where b.network_id = asking.network() and b.customer_id = asking.customer();
comment on view portal.bookings is E'@primaryKey key\n@foreignKey (customer_key) references customers (key)|@fieldName customer|@foreignFieldName bookings\n@foreignKey (resource_key) references resources (key)|@fieldName resource|@foreignFieldName bookings';

create view portal.invoices as
select i.id as key, 'Invoice:' || i.id as gid, i.number, i.due_date, i.issued_date,
  i.customer_id as customer_key
from public.invoices i
where i.network_id = asking.network() and i.customer_id = asking.customer() and i.status <> 'draft';
comment on view portal.invoices is E'@primaryKey key\n@foreignKey (customer_key) references customers (key)|@fieldName customer|@foreignFieldName invoices';

create view portal.invoice_lines as
select l.id as key, 'InvoiceLine:' || l.id as gid, l.position, l.description,
  l.invoice_id as invoice_key
from public.invoice_lines l
where l.network_id = asking.network() and l.customer_id = asking.customer();
comment on view portal.invoice_lines is E'@primaryKey key\n@foreignKey (invoice_key) references invoices (key)|@foreignSimpleFieldName lines|@foreignFieldName linePages';

create view portal.teams as
select t.id as key, 'Team:' || t.id as gid, t.name
from public.teams t
where t.network_id = asking.network() and t.published and asking.customer() is not null;
comment on view portal.teams is E'@primaryKey key';

create view portal.team_members as
select m.id as key, upper(replace(m.role, '-', '_')) as role, m.from_at,
  m.customer_id as customer_key, m.team_id as team_key
from public.team_members m
where m.network_id = asking.network() and m.customer_id = asking.customer()
  and m.from_at <= asking.moment() and (m.until_at is null or m.until_at > asking.moment());
comment on view portal.team_members is E'@primaryKey key\n@foreignKey (customer_key) references customers (key)|@foreignSimpleFieldName teams|@foreignFieldName teamPages\n@foreignKey (team_key) references teams (key)|@fieldName team|@foreignFieldName members';
