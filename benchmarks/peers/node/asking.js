// Who asks, and what every Node peer needs for its answer: the pool, the token, the viewer's facts.
import { readFileSync } from 'node:fs';
import { createVerifier } from 'fast-jwt';
import pg from 'pg';

export const setting = JSON.parse(process.env.PEER_SETTING);

const { builtins } = pg.types;
pg.types.setTypeParser(builtins.INT8, Number); // all ids here are below 2 ** 53
pg.types.setTypeParser(builtins.DATE, (text) => text);
pg.types.setTypeParser(
  builtins.TIMESTAMPTZ,
  (text) => `${text.slice(0, 10)}T${text.slice(11, 19)}Z`, // sessions run in UTC
);

/** Its address comes from the variables that libpq reads. */
export const pool = new pg.Pool({ max: setting.connections });

const verify = createVerifier({
  key: Buffer.from(setting.key, 'base64'),
  algorithms: ['HS256'],
  cache: true,
});

const FACTS = readFileSync(new URL('../facts.sql', import.meta.url), 'utf8');

/** Runs a statement that the connection keeps prepared under its name. */
export async function rows(name, text, values) {
  const result = await pool.query({ name, text, values });
  return result.rows;
}

/** Reads who asks: the viewer, or null for a visitor. Throws where the token does not hold. */
export async function viewerOf(authorization, now) {
  if (!authorization) return null;
  const { sid, net } = verify(authorization.slice('Bearer '.length));
  const [facts] = await rows('facts', FACTS, [now, net, sid]);
  if (!facts?.valid) throw new Error('The session does not hold.');
  const running = (facts.contracts ?? []).filter(([, , frozen]) => !frozen);
  const member = running.length > 0;
  const contact = !facts.contracts;
  return {
    key: facts.customerKey,
    member,
    plans: running.map(([plan]) => plan),
    audiences: [
      'public',
      'logged-in',
      ...(member ? ['member'] : []),
      ...(contact ? ['contact'] : []),
    ],
  };
}

/** Returns what one request carries. */
export async function contextOf(authorization) {
  const now = new Date();
  return { now, viewer: await viewerOf(authorization, now) };
}

const locations = new Map(
  Object.entries(setting.names).map(([id, name]) => [id, { id: `Location:${id}`, name }]),
);

/** The location of an id; places stand in memory, as they do in the gateway. */
export const locationOf = (id) => locations.get(id);
