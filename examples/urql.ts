// urql: its document cache, and persisted documents in place of texts.
import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { ben, endpoint, headersOf, show } from './gateway.ts';
import { EventsDocument, SignInDocument, WelcomeDocument } from './generated/graphql.ts';

let token: string | null = null;

const client = () =>
  new Client({
    url: endpoint,
    fetchOptions: () => ({ headers: headersOf(token) }),
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      persistedExchange({
        enforcePersistedQueries: true,
        enableForMutation: true,
        generateHash: async (_, document) =>
          (document as unknown as { __meta__: { hash: string } }).__meta__.hash.replace('sha256:', ''),
      }),
      fetchExchange,
    ],
  });

const visitor = client();
const welcome = await visitor.query(WelcomeDocument, {}).toPromise();
const first = await visitor.query(EventsDocument, { first: 2 }).toPromise();
const after = first.data?.events?.pageInfo.endCursor ?? null;
const second = await visitor.query(EventsDocument, { first: 2, after }).toPromise();
const signedIn = await visitor.mutation(SignInDocument, { input: ben }).toPromise();

// Whoever asks is another person now: a new client, so that no answer of before is shown to them.
token = signedIn.data?.signIn?.token ?? null;
const later = await client().query(WelcomeDocument, {}).toPromise();

for (const { error } of [welcome, first, second, signedIn, later]) if (error) throw error;
show({
  portal: welcome.data?.portal?.name ?? '',
  visitor: welcome.data?.portal?.viewer?.kind ?? '',
  events: [first, second].flatMap(
    ({ data }) => data?.events?.edges.map(({ node }) => node.title ?? '') ?? [],
  ),
  signedIn: later.data?.me?.name ?? '',
});
