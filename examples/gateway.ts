// Where the gateway is, which portal is visited, and what each example comes to.

export const endpoint = process.env.PORTAL_GRAPHQL ?? 'http://127.0.0.1:8000/graphql';
export const portal = process.env.PORTAL ?? 'berlin-mitte';
export const ben = { email: 'ben@harbour.test', password: 'demo-password' };

/** The headers of a visitor, or of somebody who has signed in. */
export const headersOf = (token: string | null): Record<string, string> => ({
  'x-portal': portal,
  ...(token ? { authorization: `Bearer ${token}` } : {}),
});

/** What a front page shows: to a visitor, and after signing in. */
export interface FrontPage {
  portal: string;
  visitor: string;
  events: string[];
  signedIn: string;
}

export const show = (page: FrontPage): void => console.log(JSON.stringify(page));
