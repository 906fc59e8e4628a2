// Builds the page: the sources here and GraphiQL from its npm package, into the folder given.
// Every file that a browser loads comes out of this build; none comes from another host.
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const target = path.resolve(process.argv[2]);
const draft = `${target}.new`;
await rm(draft, { recursive: true, force: true });
await mkdir(draft, { recursive: true });

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  outdir: draft,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  assetNames: '[name]-[hash]',
  target: 'es2022',
  legalComments: 'linked',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff2': 'file' },
};

// Workers first: the page has to know what they are called.
const workers = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
};
const names = {};
for (const [name, entry] of Object.entries(workers)) {
  const made = await build({ ...shared, entryPoints: { [`${name}-worker`]: entry }, format: 'iife' });
  names[name] = outputOf(made, `${name}-worker`);
}

const made = await build({
  ...shared,
  entryPoints: { page: 'page.jsx' },
  format: 'esm',
  splitting: true,
  jsx: 'automatic',
  define: { ...shared.define, WORKERS: JSON.stringify(names) },
});
const files = { script: outputOf(made, 'page'), style: outputOf(made, 'page', '.css') };
await writeFile(path.join(draft, 'page.json'), JSON.stringify(files));
await rm(target, { recursive: true, force: true });
await rename(draft, target);
console.error(`${(await readdir(target)).length} files in ${target}`);

function outputOf(result, entry, ending = '.js') {
  const names = Object.keys(result.metafile.outputs).map((file) => path.basename(file));
  const found = names.find((name) => name.startsWith(`${entry}-`) && name.endsWith(ending));
  if (!found) throw new Error(`the build made no ${entry}${ending}`);
  return found;
}
