import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { findChromium } from '../chromium.ts';

const page = `<!doctype html><title>a page</title><h1>before</h1>
<script type="module">document.querySelector('h1').textContent = await (await fetch('/word')).text()</script>`;

const server = createServer((request, response) => {
  const isWord = request.url === '/word';
  response.setHeader('content-type', isWord ? 'text/plain' : 'text/html').end(isWord ? 'rendered' : page);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
after(() => server.close());

test('the browser that was found renders a loopback page and runs its script', async () => {
  const browser = await (await findChromium()).launch();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await tab.getByRole('heading', { name: 'rendered' }).waitFor();
    assert.equal(await tab.title(), 'a page');
  } finally {
    await browser.close();
  }
});
