// What Yoga and Mercurius share: the schema, its resolvers, its relations and its rules.
import { readFileSync } from 'node:fs';
import { locationOf } from './asking.js';
import * as statements from './statements.js';

export const typeDefs = readFileSync(new URL('../graph.graphql', import.meta.url), 'utf8');

export const resolvers = {
  Query: {
    events: (_, { first }, context) => statements.events(first, context),
    resources: (_, { first }) => statements.resources(first),
    me: (_, __, context) => statements.me(context),
  },
  Event: { location: (event) => locationOf(event.place) },
  Customer: {
    contracts: (customer, _, context) => statements.contracts(customer, context),
    bookings: (customer, { first }) => statements.bookings(customer, first),
    invoices: (customer, { first }) => statements.invoices(customer, first),
    teams: (customer, _, context) => statements.teams(customer, context),
  },
  Resource: { location: (resource) => locationOf(resource.place) },
};

/** The fields that are fetched in batches: by which of the record's keys, and with what. */
export const relations = {
  Contract: {
    plan: ['planKey', statements.plansOf],
    freezes: ['key', statements.freezesOf],
  },
  Booking: { resource: ['resourceKey', statements.bookedResourcesOf] },
  Invoice: { lines: ['key', statements.linesOf] },
  TeamMember: { team: ['teamKey', statements.teamsOf] },
  Resource: { category: ['categoryKey', statements.categoriesOf] },
  ResourceCategory: { rates: ['key', statements.ratesOf] },
};

const fields = (rule, names) => Object.fromEntries(names.split(' ').map((name) => [name, rule]));

/** A rule stands at every field that the policy does not leave to everybody. */
export const guarded = {
  Query: { me: 'loggedIn', resources: 'member' },
  Event: fields('loggedIn', 'description'),
  Customer: fields('own', 'name contracts bookings invoices teams'),
  Contract: fields('own', 'startDate plan freezes'),
  Freeze: fields('own', 'fromDate untilDate'),
  Booking: fields('own', 'startsAt endsAt resource'),
  Invoice: fields('own', 'number dueDate lines'),
  InvoiceLine: fields('own', 'description'),
  TeamMember: fields('own', 'role team'),
  Team: fields('loggedIn', 'name'),
};

export const rules = {
  loggedIn: (_, viewer) => viewer !== null,
  member: (_, viewer) => viewer !== null && viewer.member,
  own: (record, viewer) => viewer !== null && record.owner === viewer.key,
};

/** Puts *make(entry)* in the place of each entry of a table of types and fields. */
export const mapFields = (types, make) =>
  Object.fromEntries(
    Object.entries(types).map(([type, entries]) => [
      type,
      Object.fromEntries(
        Object.entries(entries).map(([name, entry]) => [name, make(entry, `${type}.${name}`)]),
      ),
    ]),
  );
