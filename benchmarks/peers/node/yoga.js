// GraphQL Yoga with graphql-shield, and a DataLoader for each relation.
import { createServer } from 'node:http';
import { makeExecutableSchema } from '@graphql-tools/schema';
import DataLoader from 'dataloader';
import { applyMiddleware } from 'graphql-middleware';
import { rule, shield } from 'graphql-shield';
import { createYoga } from 'graphql-yoga';
import { contextOf, setting } from './asking.js';
import { guarded, mapFields, relations, resolvers, rules, typeDefs } from './graph.js';

const loaded = mapFields(
  relations,
  ([key, load], field) =>
    (record, _, context) => {
      const loader = (context.loaders[field] ??= new DataLoader((keys) => load(keys, context)));
      return loader.load(record[key]);
    },
);
for (const [type, fields] of Object.entries(resolvers)) {
  loaded[type] = { ...fields, ...loaded[type] };
}

const shieldRule = (name, cache) =>
  rule(name, { cache })((record, _, { viewer }) => rules[name](record, viewer));
const shieldRules = {
  loggedIn: shieldRule('loggedIn', 'contextual'),
  member: shieldRule('member', 'contextual'),
  own: shieldRule('own', 'no_cache'),
};

const schema = applyMiddleware(
  makeExecutableSchema({ typeDefs, resolvers: loaded }),
  shield(
    mapFields(guarded, (name) => shieldRules[name]),
    { allowExternalErrors: true },
  ),
);
const yoga = createYoga({
  schema,
  context: async ({ request }) => ({
    ...(await contextOf(request.headers.get('authorization'))),
    loaders: {},
  }),
  graphiql: false,
  landingPage: false,
  logging: false,
});

createServer(yoga).listen(setting.port, '127.0.0.1');
