// Relay: compiled artifacts, and documents that travel as ids (`doc_id`).
import {
  Environment,
  Network,
  RecordSource,
  Store,
  commitMutation,
  fetchQuery,
  type FetchFunction,
} from 'relay-runtime';
import { ben, endpoint, headersOf, show } from './gateway.ts';
import events, { type portalEventsQuery } from './relay/__generated__/portalEventsQuery.graphql.ts';
import signIn, {
  type portalSignInMutation,
} from './relay/__generated__/portalSignInMutation.graphql.ts';
import welcome, {
  type portalWelcomeQuery,
} from './relay/__generated__/portalWelcomeQuery.graphql.ts';

/** Makes an environment for one person; whoever signs in gets a new one, with an empty store. */
function environmentOf(token: string | null): Environment {
  const ask: FetchFunction = async ({ id }, variables) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json',
        'content-type': 'application/json',
        ...headersOf(token),
      },
      body: JSON.stringify({ doc_id: id, variables }),
    });
    return response.json();
  };
  return new Environment({ network: Network.create(ask), store: new Store(new RecordSource()) });
}

const visitor = environmentOf(null);
const page = (after: string | null) =>
  fetchQuery<portalEventsQuery>(visitor, events, { first: 2, after }).toPromise();

const greeted = await fetchQuery<portalWelcomeQuery>(visitor, welcome, {}).toPromise();
const first = await page(null);
const second = await page(first?.events?.pageInfo.endCursor ?? null);
const token = await new Promise<string | null>((resolve, reject) =>
  commitMutation<portalSignInMutation>(visitor, {
    mutation: signIn,
    variables: { input: ben },
    onCompleted: (done) => resolve(done.signIn?.token ?? null),
    onError: reject,
  }),
);
const later = await fetchQuery<portalWelcomeQuery>(environmentOf(token), welcome, {}).toPromise();

show({
  portal: greeted?.portal?.name ?? '',
  visitor: greeted?.portal?.viewer?.kind ?? '',
  events: [first, second].flatMap(
    (data) => data?.events?.edges.map(({ node }) => node.title ?? '') ?? [],
  ),
  signedIn: later?.me?.name ?? '',
});
