// What the front page asks, for relay-compiler alone: a bundler's Relay plugin would put the artifacts
// of __generated__ in the place of these texts. Nothing imports this file.
import { graphql } from 'relay-runtime';

export const welcome = graphql`
  query portalWelcomeQuery {
    portal {
      name
      viewer {
        kind
      }
    }
    me {
      name
    }
  }
`;

export const events = graphql`
  query portalEventsQuery($first: Int!, $after: String) {
    events(first: $first, after: $after) {
      edges {
        node {
          title
          startsAt
          location {
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

export const signIn = graphql`
  mutation portalSignInMutation($input: SignInInput!) {
    signIn(input: $input) {
      token
      errors {
        code
        message
      }
    }
  }
`;
