import { gzipSync } from 'node:zlib';
import { ERROR_TABLE, Secret } from '@wicketgate/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { LoaderGate } from '../http/loader-gate.ts';
import { presentSecret } from '../http/present-secret.ts';
import { notFound, Refused } from '../http/problem.ts';
import { IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { sealPurpose } from '../platform/issue-key.ts';
import { sha256 } from '../platform/sha256.ts';
import type { Vault } from '../platform/vault.ts';
import type { Store } from '../store/store.ts';
import { findManagedKey } from './find-managed-key.ts';
import { loaderScript } from './loader-script.ts';

export interface ManagedLoaderDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly gate: LoaderGate;
  /** packages/widget/dist, or null. */
  readonly widgetFolder: string | null;
}

const script = (description: string) => ({
  description,
  content: { 'text/javascript': { schema: Type.String() } },
});

/**
 * The managed snippet (row B12): a script whose address never changes and which always brings the current key, so that
 * a rotation needs no edit of the site.
 *
 * Browsers run no script whose status is not 2xx (HTML, "fetch a classic script"): a script element gets a refusal as a
 * script that says in the console what the problem would have said. Everyone else gets the problem with its status.
 */
export function managedLoaderRoutes(
  app: TypedApp,
  { store, vault, gate, widgetFolder }: ManagedLoaderDeps,
): void {
  app.get(
    '/widget/:id.js',
    {
      config: { frequent: true },
      schema: {
        tags: ['Widget'],
        summary: 'The loader with the current key of a deployment',
        description:
          'For a script element: `no-cache` with an ETag. There a refusal is a script, too, with status 200 and the code in the header X-Wicketgate-Refusal.',
        security: [],
        params: IdParams('dep'),
        response: { 200: script('widget.js with the key, or a refusal'), 304: Type.Null() },
      },
    },
    async (request, reply) => {
      reply
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('x-content-type-options', 'nosniff')
        .header('vary', 'Origin, Sec-Fetch-Dest, Accept-Encoding');
      try {
        const key = await currentKey(request, request.params.id);
        return await sendLoader(
          request,
          reply,
          await loaderScript(widgetFolder, 'widget.js', { key: presentSecret(key) }),
        );
      } catch (error) {
        if (!(error instanceof Refused) || !comesFromScriptElement(request)) throw error;
        return sendRefusal(request, reply, error);
      }
    },
  );

  /** @throws Refused */
  async function currentKey(request: FastifyRequest, deploymentId: string): Promise<Secret> {
    await gate.admit(request);
    const key = await findManagedKey(store, deploymentId);
    if (key === null) throw notFound('deployment with a snippet');
    await gate.judge(request, key.digest);
    if (key.sealed === null) {
      throw new Refused(
        'key_not_revealable',
        'Only a hash of the key of this deployment is kept, so no script can bring it. Paste the snippet that names the key, or add a key that is revealable.',
      );
    }
    return new Secret(vault.open(key.sealed, sealPurpose(key.id)));
  }

  async function sendRefusal(request: FastifyRequest, reply: FastifyReply, { code, message }: Refused) {
    const refusal = { status: ERROR_TABLE[code].status, code, detail: message, requestId: request.id };
    return reply
      .header('cache-control', 'no-store')
      .header('x-wicketgate-refusal', code)
      .type('text/javascript; charset=utf-8')
      .send(await loaderScript(widgetFolder, 'refused.js', { refusal }));
  }
}

function sendLoader(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const etag = `"${sha256(body)}"`;
  // Weak, since it names the script and not its compressed bytes (RFC 9110, 8.8.1).
  reply.header('cache-control', 'no-cache').header('etag', `W/${etag}`);
  const isKnown = (request.headers['if-none-match'] ?? '').includes(etag);
  if (isKnown) return reply.code(304).send();
  reply.type('text/javascript; charset=utf-8');
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  return takesGzip ? reply.header('content-encoding', 'gzip').send(gzipSync(body)) : reply.send(body);
}

/** Over plain http browsers say no `Sec-Fetch-Dest` (Fetch Metadata, 2): there a script's call is known by its Referer. */
function comesFromScriptElement({ headers }: FastifyRequest): boolean {
  const destination = headers['sec-fetch-dest'];
  return destination === undefined ? headers.referer !== undefined : destination === 'script';
}
