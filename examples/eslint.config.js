// The schema, by graphql-eslint's own two lists of rules; and the operations, by its third.
import { readFileSync } from 'node:fs';
import graphql from '@graphql-eslint/eslint-plugin';
import { parse } from 'graphql';

const { configs, parser } = graphql;

// An amount, a page of a list or what a mutation did is no record, and has no id.
const values = parse(readFileSync('schema.graphql', 'utf8'))
  .definitions.filter(({ kind }) => kind === 'ObjectTypeDefinition')
  .filter(({ interfaces }) => !interfaces.some(({ name }) => name.value === 'Node'))
  .map(({ name }) => name.value);

export default [
  { ignores: ['generated/', 'relay/__generated__/'] },
  {
    files: ['schema.graphql'],
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema: 'schema.graphql' } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...configs['flat/schema-recommended'].rules,
      ...configs['flat/schema-relay'].rules,
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: { types: values } }],
      // Short lists are lists: a contract's freezes, a payload's errors, `nodes` beside `edges`.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
  {
    files: ['documents/*.graphql'],
    languageOptions: {
      parser,
      parserOptions: {
        graphQLConfig: { schema: 'schema.graphql', documents: 'documents/*.graphql' },
      },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: configs['flat/operations-recommended'].rules,
  },
];
