// PostGraphile 5 over the views of views.sql; who asks goes along as settings of the transaction.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { contextOf, pool, setting } from './asking.js';

const list = (values) => `{${values.join(',')}}`;

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ['portal'] })],
  disablePlugins: ['PgMutationCreatePlugin', 'PgMutationUpdateDeletePlugin'],
  schema: { defaultBehavior: 'connection list' },
  grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false },
  grafast: {
    explain: false,
    context: async ({ node }) => {
      const { now, viewer } = await contextOf(node.req.headers.authorization);
      return {
        pgSettings: {
          'portal.network': setting.network,
          'portal.here': setting.here,
          'portal.above': list(setting.above),
          'portal.now': now.toISOString(),
          'portal.customer': viewer ? String(viewer.key) : '',
          'portal.member': String(!!viewer?.member),
          'portal.audiences': list(viewer?.audiences ?? ['public']),
          'portal.plans': list(viewer?.plans ?? []),
        },
      };
    },
  },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(setting.port, '127.0.0.1');
