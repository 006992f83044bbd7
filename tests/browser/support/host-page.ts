import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's page, on a port and so an origin of its own. */
export interface HostPage {
  readonly url: string;
  close(): Promise<void>;
}

/** @param body the HTML inside `<body>` */
export async function serveHostPage(body: () => string): Promise<HostPage> {
  let page = '';
  const server = createServer((request, response) => {
    const found = request.url === '/';
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(found ? page : '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  page = `<!doctype html><html lang="en"><head><title>Host page</title><link rel="icon" href="data:,"></head><body>${body()}</body></html>`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
