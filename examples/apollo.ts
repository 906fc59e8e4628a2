// Apollo Client: its normalised cache, pages that grow, and automatic persisted queries.
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { ben, endpoint, headersOf, show } from './gateway.ts';
import { EventsDocument, SignInDocument, WelcomeDocument } from './generated/graphql.ts';

let token: string | null = null;

const client = new ApolloClient({
  link: ApolloLink.from([
    new SetContextLink(() => ({ headers: headersOf(token) })),
    new PersistedQueryLink({
      sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
    }),
    new HttpLink({ uri: endpoint }),
  ]),
  cache: new InMemoryCache({
    typePolicies: { Query: { fields: { events: relayStylePagination() } } },
  }),
});

const welcome = await client.query({ query: WelcomeDocument });
const first = await client.query({ query: EventsDocument, variables: { first: 2 } });
const pages = client.watchQuery({ query: EventsDocument, variables: { first: 2 } });
pages.subscribe(() => {}); // as a component would; the next page joins the first in the cache
await pages.fetchMore({ variables: { after: first.data?.events?.pageInfo.endCursor } });
const both = client.readQuery({ query: EventsDocument, variables: { first: 2 } });
const signedIn = await client.mutate({ mutation: SignInDocument, variables: { input: ben } });

// Whoever asks is another person now: nothing that was shown before is theirs.
token = signedIn.data?.signIn?.token ?? null;
await client.clearStore();
const later = await client.query({ query: WelcomeDocument });

show({
  portal: welcome.data?.portal?.name ?? '',
  visitor: welcome.data?.portal?.viewer?.kind ?? '',
  events: both?.events?.edges.map(({ node }) => node.title ?? '') ?? [],
  signedIn: later.data?.me?.name ?? '',
});
