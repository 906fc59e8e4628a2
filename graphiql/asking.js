// How the page asks: one POST an operation, to its own address and to no other.

/** Returns GraphiQL's fetcher; `asker()` says at which portal and with which token. */
export function fetcherFor(asker) {
  return async (operation, options = {}) => {
    const { portal, token } = asker();
    const headers = {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...(portal ? { 'x-portal': portal } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...options.headers,
    };
    const response = await fetch(location.pathname, {
      method: 'POST',
      headers,
      body: JSON.stringify(operation),
      credentials: 'omit', // who asks, the box says, and no cookie
    });
    return response.json();
  };
}

const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    token
    profiles { id name }
    errors { code message }
  }
}`;

/** Signs in; returns the payload, or throws with a sentence for the person at the screen. */
export async function signIn(ask, input) {
  const answer = await ask({ query: SIGN_IN, operationName: 'SignIn', variables: { input } });
  if (!answer.data?.signIn) {
    throw new Error(answer.errors?.[0]?.message ?? 'The gateway did not answer.');
  }
  return answer.data.signIn;
}

/** Ends the session; a session that has ended already is as good. */
export async function signOut(ask) {
  await ask({ query: 'mutation SignOut { signOut { errors { code } } }', operationName: 'SignOut' });
}
