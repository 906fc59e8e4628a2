// The statements of the Node peers: one for each list, and one for each batch of related records.
import { rows, setting } from './asking.js';

const { network, here, above } = setting;

const page = (found, first) => ({
  nodes: found.slice(0, first),
  pageInfo: {
    hasNextPage: found.length > first,
    endCursor: found.length ? cursorOf(found[Math.min(first, found.length) - 1]) : null,
  },
});

const cursorOf = (record) =>
  Buffer.from(JSON.stringify([record.startsAt ?? record.order, record.key])).toString('base64url');

export async function events(first, { now, viewer }) {
  const found = await rows(
    'events',
    `select e.id as key, 'Event:' || e.id as id, e.title, e.summary, e.description,
       e.starts_at as "startsAt", e.ends_at as "endsAt", e.category, e.venue, e.location_id as place
     from events e
     where e.network_id = $1 and e.location_id = $2 and e.published_at <= $3
       and (e.unpublished_at is null or e.unpublished_at > $3) and e.audience = any($4)
       and (not exists (select from event_plans p where p.network_id = $1 and p.event_id = e.id)
         or exists (select from event_plans p where p.network_id = $1 and p.event_id = e.id
           and p.plan_id = any($5::bigint[])))
     order by e.starts_at, e.id limit $6`,
    [network, here, now, viewer?.audiences ?? ['public'], viewer?.plans ?? [], first + 1],
  );
  return page(found, first);
}

export async function resources(first) {
  const found = await rows(
    'resources',
    `select id as key, 'Resource:' || id as id, name, upper(replace(kind, '-', '_')) as kind,
       group_name as "group", description, capacity, amenities::json as amenities, image,
       minimum_minutes as "minimumMinutes", maximum_minutes as "maximumMinutes",
       location_id as place, resource_type_id as "categoryKey", display_order as order
     from resources
     where network_id = $1 and location_id = $2 and visible and not archived
     order by display_order, resources.id limit $3`,
    [network, here, first + 1],
  );
  return page(found, first);
}

export async function me({ viewer }) {
  const [found] = await rows(
    'me',
    `select id as key, id as owner, 'Customer:' || id as id, full_name as name
     from customers where network_id = $1 and id = $2`,
    [network, viewer.key],
  );
  return found ?? null;
}

export const contracts = (customer, { now }) =>
  rows(
    'contracts',
    `select id as key, customer_id as owner, 'Contract:' || id as id, start_date as "startDate",
       plan_id as "planKey"
     from contracts
     where network_id = $1 and customer_id = $2 and (removed_at is null or removed_at > $3)
     order by starts_at desc, contracts.id`,
    [network, customer.key, now],
  );

export async function bookings(customer, first) {
  const found = await rows(
    'bookings',
    `select id as key, customer_id as owner, 'Booking:' || id as id, starts_at as "startsAt",
       ends_at as "endsAt", resource_id as "resourceKey"
     from bookings where network_id = $1 and customer_id = $2
     order by starts_at, bookings.id limit $3`,
    [network, customer.key, first + 1],
  );
  return page(found, first);
}

export async function invoices(customer, first) {
  const found = await rows(
    'invoices',
    `select id as key, customer_id as owner, 'Invoice:' || id as id, number,
       due_date as "dueDate", issued_date as order
     from invoices where network_id = $1 and customer_id = $2 and status <> 'draft'
     order by issued_date desc, invoices.id desc limit $3`,
    [network, customer.key, first + 1],
  );
  return page(found, first);
}

export const teams = (customer, { now }) =>
  rows(
    'teams',
    `select customer_id as owner, upper(replace(role, '-', '_')) as role, team_id as "teamKey"
     from team_members
     where network_id = $1 and customer_id = $2 and from_at <= $3
       and (until_at is null or until_at > $3)
     order by from_at, team_members.id`,
    [network, customer.key, now],
  );

// ------------------------------------------------------- batches: a record, or a list, for each key

const one = (found, keys) => {
  const byKey = new Map(found.map((record) => [record.key, record]));
  return keys.map((key) => byKey.get(key) ?? null);
};

const many = (found, keys, column) => {
  const groups = new Map(keys.map((key) => [key, []]));
  for (const record of found) groups.get(record[column]).push(record);
  return keys.map((key) => groups.get(key));
};

export const plansOf = async (keys) =>
  one(
    await rows(
      'plans',
      `select id as key, 'Plan:' || id as id, name from plans
       where network_id = $1 and location_id = any($2) and visible and not archived
         and id = any($3)`,
      [network, above, keys],
    ),
    keys,
  );

export const freezesOf = async (keys) =>
  many(
    await rows(
      'freezes',
      `select contract_id as "contractKey", customer_id as owner, 'Freeze:' || id as id,
         from_date as "fromDate", until_date as "untilDate"
       from freezes where network_id = $1 and contract_id = any($2) order by from_at, freezes.id`,
      [network, keys],
    ),
    keys,
    'contractKey',
  );

export const bookedResourcesOf = async (keys) =>
  one(
    await rows(
      'booked-resources',
      `select id as key, 'Resource:' || id as id, name from resources
       where network_id = $1 and location_id = $2 and visible and not archived
         and id = any($3)`,
      [network, here, keys],
    ),
    keys,
  );

export const linesOf = async (keys) =>
  many(
    await rows(
      'lines',
      `select invoice_id as "invoiceKey", customer_id as owner, 'InvoiceLine:' || id as id,
         description
       from invoice_lines where network_id = $1 and invoice_id = any($2) order by position, invoice_lines.id`,
      [network, keys],
    ),
    keys,
    'invoiceKey',
  );

export const teamsOf = async (keys) =>
  one(
    await rows(
      'team',
      `select id as key, 'Team:' || id as id, name from teams
       where network_id = $1 and published and id = any($2)`,
      [network, keys],
    ),
    keys,
  );

export const categoriesOf = async (keys) =>
  one(
    await rows(
      'categories',
      `select id as key, 'ResourceCategory:' || id as id, name from resource_types
       where network_id = $1 and location_id = any($2) and id = any($3)`,
      [network, above, keys],
    ),
    keys,
  );

export const ratesOf = async (keys, { viewer }) =>
  many(
    await rows(
      'rates',
      `select resource_type_id as "categoryKey", 'Rate:' || id as id, name,
         json_build_object('amountMinor', price_minor, 'currency', currency) as price
       from resource_rates
       where network_id = $1 and location_id = any($2) and audience = any($3)
         and resource_type_id = any($4)
       order by resource_rates.id`,
      [network, above, viewer?.audiences ?? ['public'], keys],
    ),
    keys,
    'categoryKey',
  );
