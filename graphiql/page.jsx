// The page at /graphql: GraphiQL, and above it a bar to say at which portal one asks, and as whom.
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Bar } from './bar.jsx';
import { fetcherFor } from './asking.js';
import './page.css';

globalThis.MonacoEnvironment = {
  getWorker(_, label) {
    const name = WORKERS[label] ?? WORKERS.editor;
    return new Worker(new URL(name, import.meta.url), { name: label });
  },
};

const settings = JSON.parse(document.getElementById('settings').textContent);

const FIRST = `# Press Ctrl-Enter, or the round button, to ask.
# Above: at which portal, and as whom.
{
  portal {
    name
  }
}
`;

function Page() {
  const [portal, setPortal] = useState(settings.portal);
  const [person, setPerson] = useState(null);
  const asking = useRef({});
  asking.current = { portal, token: person?.token };
  const fetcher = useMemo(() => fetcherFor(() => asking.current), []);
  return (
    <>
      <Bar
        settings={settings}
        portal={portal}
        setPortal={setPortal}
        person={person}
        setPerson={setPerson}
        ask={fetcher}
      />
      <main>
        <GraphiQL fetcher={fetcher} defaultQuery={FIRST} shouldPersistHeaders={false}>
          <GraphiQL.Logo>Portal</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

createRoot(document.getElementById('page')).render(<Page />);
