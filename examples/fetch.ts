// No client at all: the types of graphql-codegen, and the documents by their ids.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { ben, endpoint, headersOf, show } from './gateway.ts';
import { EventsDocument, SignInDocument, WelcomeDocument } from './generated/graphql.ts';

/** Asks by the id under which the gateway knows the document; its text does not travel. */
async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token: string | null = null,
): Promise<Data> {
  const { __meta__ } = document as unknown as { __meta__: { hash: string } };
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json',
      'content-type': 'application/json',
      ...headersOf(token),
    },
    body: JSON.stringify({ documentId: __meta__.hash, variables }),
  });
  const { data, errors } = await response.json();
  if (!data) throw new Error(errors[0].message);
  return data;
}

const welcome = await ask(WelcomeDocument, {});
const first = await ask(EventsDocument, { first: 2 });
const second = await ask(EventsDocument, {
  first: 2,
  after: first.events?.pageInfo.endCursor ?? null,
});
const { signIn } = await ask(SignInDocument, { input: ben });
const later = await ask(WelcomeDocument, {}, signIn?.token ?? null);

show({
  portal: welcome.portal?.name ?? '',
  visitor: welcome.portal?.viewer?.kind ?? '',
  events: [first, second].flatMap(
    (page) => page.events?.edges.map(({ node }) => node.title ?? '') ?? [],
  ),
  signedIn: later.me?.name ?? '',
});
