import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const SHORT = 'public, max-age=300';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The widget's built files. `widget.js` keeps its name and is looked at again soon; its chunks carry a hash of their
 * content in their name and never change.
 *
 * @param folder packages/widget/dist
 */
export async function widgetFiles(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) throw new Error('the widget is not built: run npm run build');
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    // refused.js is no loader: it becomes one with what the managed loader puts before it.
    globIgnore: ['manifest.json', 'refused.js', '**/*.{map,gz,br}'],
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', /widget\.js(\.\w+)?$/.test(path) ? SHORT : FOR_EVER);
      reply.header('access-control-allow-origin', '*');
      reply.header('cross-origin-resource-policy', 'cross-origin');
      reply.header('x-content-type-options', 'nosniff');
    },
  });
}
