// Opens the page in a browser, becomes somebody, asks something; prints as JSON what it saw.
// node --experimental-websocket look.mjs BROWSER ADDRESS E-MAIL [PICTURE]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [program, address, email, picture] = process.argv.slice(2);
const home = mkdtempSync(path.join(tmpdir(), 'portal-browser-'));
const browser = spawn(program, [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
  '--disable-background-networking', '--window-size=1280,800', `--user-data-dir=${home}`,
  '--remote-debugging-port=0', 'about:blank',
]);
const port = await new Promise((resolve, reject) => {
  let text = '';
  browser.stderr.on('data', (chunk) => {
    text += chunk;
    const found = text.match(/DevTools listening on ws:\/\/[^:]+:(\d+)\//);
    if (found) resolve(found[1]);
  });
  browser.on('exit', () => reject(new Error(text)));
});
const targets = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
const socket = new WebSocket(targets.find((each) => each.type === 'page').webSocketDebuggerUrl);
await new Promise((resolve) => socket.addEventListener('open', resolve));

const seen = { console: [], requests: [], role: '', answer: '', unnamed: [] };
const waiting = new Map();
let count = 0;
socket.addEventListener('message', ({ data }) => {
  const message = JSON.parse(data);
  if (message.id) {
    waiting.get(message.id)(message.result ?? message);
  } else if (message.method === 'Network.requestWillBeSent') {
    seen.requests.push(message.params.request.url);
  } else if (message.method === 'Runtime.exceptionThrown') {
    seen.console.push(message.params.exceptionDetails.exception?.description ?? 'an exception');
  } else if (message.method === 'Log.entryAdded') {
    const { level, text, url } = message.params.entry;
    if (level !== 'verbose' && level !== 'info') seen.console.push(`${text} ${url ?? ''}`);
  } else if (message.method === 'Runtime.consoleAPICalled') {
    if (['error', 'warning', 'assert'].includes(message.params.type)) {
      seen.console.push(message.params.args.map((each) => each.value ?? each.description).join(' '));
    }
  }
});
const send = (method, params = {}) =>
  new Promise((resolve) => {
    count += 1;
    waiting.set(count, resolve);
    socket.send(JSON.stringify({ id: count, method, params }));
  });
const run = async (expression) => {
  const { result } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  return result?.value;
};
const until = async (expression) => {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await run(expression)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never: ${expression}\n${JSON.stringify(seen)}\n${await run('document.body.innerText')}`);
};

try {
  for (const part of ['Network', 'Runtime', 'Log', 'Page']) await send(`${part}.enable`);
  await send('Page.navigate', { url: address });
  await until(`document.querySelector('.graphiql-execute-button') && document.querySelector('.monaco-editor .view-line')`);
  await run(`(() => {
    const box = document.querySelector('input[type=email]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    set.call(box, ${JSON.stringify(email)});
    box.dispatchEvent(new Event('input', { bubbles: true }));
  })()`);
  await run(`document.querySelector('form.who').requestSubmit()`);
  await until(`document.querySelector('.bar [role=status]').innerText.startsWith('You are')
    && !document.querySelector('form.who')`);
  seen.role = await run(`document.querySelector('.bar [role=status]').innerText`);
  await run(`document.querySelector('.graphiql-execute-button').click()`);
  await until(`document.querySelector('.result-window')?.innerText.includes('portal')`);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  seen.answer = await run(`document.querySelector('.result-window').innerText`);
  // whatever can be used has a name that is read out
  const { nodes } = await send('Accessibility.getFullAXTree');
  const usable = ['button', 'textbox', 'combobox', 'link', 'tab', 'checkbox'];
  seen.unnamed = nodes
    .filter((node) => !node.ignored && usable.includes(node.role?.value) && !node.name?.value)
    .map((node) => node.role.value);
  const { data } = await send('Page.captureScreenshot', { format: 'png' });
  if (picture) writeFileSync(picture, Buffer.from(data, 'base64'));
  console.log(JSON.stringify(seen));
} finally {
  browser.removeAllListeners('exit');
  browser.kill();
  await new Promise((resolve) => browser.on('exit', resolve));
  socket.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
