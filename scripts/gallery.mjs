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
  const found = /Demo site[^:]*:\s+(\S+)[\s\S]*Owner API key[^:]*:\s+(cb_sk_live_\w+)/.exec(output);
  if (!found || /Owner API key[^:]*:\s+cb_sk/.test(known)) return;
  await serve(found[1], found[2]);
});

/** The demo's own key, which is now allowed on the gallery's origin as well. */
async function serve(siteUrl, ownerKey) {
  const snippet = /<script[^>]*data-key[^>]*><\/script>/.exec(await (await fetch(siteUrl)).text())?.[0] ?? '';
  const api = `http://localhost:${port + 1}/api/v1`;
  const headers = { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' };
  const [bot] = (await (await fetch(`${api}/chatbots`, { headers })).json()).data;
  const [deployment] = (await (await fetch(`${api}/chatbots/${bot.id}/deployments`, { headers })).json())
    .data;
  const restriction = { kind: 'websites', origins: [`http://localhost:${port}`] };
  await fetch(`${api}/deployments/${deployment.id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ restriction }),
  });
  createServer((request, response) => {
    const number = /^\/(\d+)$/.exec(request.url ?? '')?.[1];
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(number && OPTIONS[number] ? optionPage(Number(number), snippet) : overviewPage());
  }).listen(port, '127.0.0.1', () => console.log(`Widget gallery: http://localhost:${port}`));
}
