// `npm run gallery`: the real server with its demo bot, and a page that shows every option of the widget.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPTIONS } from '../packages/widget/gallery/options.mjs';
import { optionPage, overviewPage } from '../packages/widget/gallery/pages.mjs';
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

const port = Number(process.env.GALLERY_PORT ?? 8791);

ensureInstalled();
await build();
const dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-gallery-'));
const server = spawn(join('node_modules', 'node', 'bin', 'node'), ['packages/server/src/main.ts'], {
  env: {
    ...process.env,
    DATA_DIR: dataDir,
    DEMO: '1',
    LOG_LEVEL: 'warn',
    RATE_LIMITS: 'off',
    PORT: String(port + 1),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill());
server.on('exit', async () => {
  await rm(dataDir, { recursive: true, force: true });
  process.exit();
});
let output = '';
server.stdout.on('data', async (chunk) => {
  const known = output;
  output += chunk;
  const found = /Owner API key[^:]*:\s+(cb_sk_live_\w+)/.exec(output);
  if (!found || /Owner API key[^:]*:\s+cb_sk/.test(known)) return;
  await serve(found[1]);
});

/** The demo's bot, with one deployment for each set of the server's own options. */
async function serve(ownerKey) {
  const api = async (method, path, body) => {
    const answer = await fetch(`http://localhost:${port + 1}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
  const [bot] = (await api('GET', '/chatbots')).data;
  const install = async ({ title, widget }) => {
    const { deployment, snippet } = await api('POST', `/chatbots/${bot.id}/deployments`, {
      type: 'website',
      label: title,
      environment: 'test',
      site: `http://localhost:${port}`,
    });
    await api('PATCH', `/deployments/${deployment.id}`, { widget });
    return snippet.html;
  };
  const plain = await install({ title: 'As it comes', widget: {} });
  const snippets = [];
  for (const option of OPTIONS) snippets.push(option.widget ? await install(option) : plain);
  createServer((request, response) => {
    const number = /^\/(\d+)$/.exec(request.url ?? '')?.[1];
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(number && OPTIONS[number] ? optionPage(Number(number), snippets[number]) : overviewPage());
  }).listen(port, '127.0.0.1', () => console.log(`Widget gallery: http://localhost:${port}`));
}
