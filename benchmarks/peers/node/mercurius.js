// Mercurius with JIT and mercurius-auth; relations go through its loaders.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import mercuriusAuth from 'mercurius-auth';
import { contextOf, setting } from './asking.js';
import { guarded, mapFields, relations, resolvers, rules, typeDefs } from './graph.js';

const loaders = mapFields(relations, ([column, load]) => ({
  loader: async (queries, context) => {
    const keys = [...new Set(queries.map(({ obj }) => obj[column]))];
    const found = await load(keys, context);
    const byKey = new Map(keys.map((key, index) => [key, found[index]]));
    return queries.map(({ obj }) => byKey.get(obj[column]));
  },
  opts: { cache: false }, // its keys would be whole records, as JSON: slower than asking
}));

const app = Fastify({ logger: false });
app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  loaders,
  context: (request) => contextOf(request.headers.authorization),
  jit: 1,
  graphiql: false,
});
app.register(mercuriusAuth, {
  mode: 'external',
  policy: guarded,
  applyPolicy: (policy, parent, _, { viewer }) => rules[policy](parent, viewer),
});
await app.listen({ port: setting.port, host: '127.0.0.1' });
