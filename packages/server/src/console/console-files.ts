import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refused } from '../http/problem.ts';

const NONCE_PLACEHOLDER = '{{nonce}}';
const SHORT = 'public, max-age=300';
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Stands in a frame on the Appearance page, with the real widget in it. */
const PREVIEW_PAGE = 'preview.html';
const TWO_YEARS_SECONDS = 63_072_000;

export interface ConsoleFiles {
  /** packages/console/dist */
  readonly folder: string;
  readonly publicUrl: string;
}

/**
 * The console's built files below /console. Every other path there is a page of the console, which its own script
 * tells apart, so all of them get index.html, each time with a new nonce for the styles made at run time.
 *
 * Content Security Policy Level 3; nothing in it is "unsafe".
 */
export async function consoleFiles(app: FastifyInstance, { folder, publicUrl }: ConsoleFiles): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const secure = publicUrl.startsWith('https:');
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('x-content-type-options', 'nosniff');
      reply.header('referrer-policy', 'no-referrer');
      reply.header('cross-origin-opener-policy', 'same-origin');
      if (secure) reply.header('strict-transport-security', `max-age=${TWO_YEARS_SECONDS}`);
    });
    await scope.register(fastifyStatic, {
      root: folder,
      prefix: '/console/',
      decorateReply: false,
      wildcard: false,
      index: false,
      globIgnore: ['index.html', 'manifest.json', '**/*.map'],
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.startsWith(join(folder, 'assets')) ? FOR_EVER : SHORT);
        reply.header(
          'content-security-policy',
          policy(null, path.endsWith(PREVIEW_PAGE) ? "'self'" : "'none'"),
        );
      },
    });
    const options = { schema: { hide: true } };
    scope.get('/console', options, (_request, reply) => sendPage(reply, page));
    scope.get('/console/*', options, (request, reply) => {
      const { '*': path = '' } = request.params as { '*'?: string };
      // A chunk of an older build is gone; index.html in its place would be read as a script.
      if (path.startsWith('assets/')) throw new Refused('not_found', 'There is no such file.');
      return sendPage(reply, page);
    });
  });
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header('content-security-policy', policy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
}

/**
 * @param nonce of the styles in this very answer; null: none
 * @param ancestors the pages that may frame it
 */
function policy(nonce: string | null, ancestors: "'none'" | "'self'" = "'none'"): string {
  const styles = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: https:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-src 'self'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}
