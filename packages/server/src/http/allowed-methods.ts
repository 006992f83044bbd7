import type { FastifyInstance } from 'fastify';

/**
 * Remembers the routes as they are registered, to tell an address that does not exist from one that is asked wrongly.
 *
 * @returns the methods that a path (without its query) answers to, sorted; empty when there is nothing at it
 */
export function rememberAllowedMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const methodsByRoute = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    // A wildcard stands for files, of which each may be absent.
    if (url.includes('*')) return;
    const route = methodsByRoute.get(url) ?? { pattern: toPattern(url), methods: new Set() };
    for (const one of [method].flat()) route.methods.add(one);
    methodsByRoute.set(url, route);
  });
  return (path) => {
    const matching = [...methodsByRoute.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(matching.flatMap(({ methods }) => [...methods]))].sort();
  };
}

function toPattern(url: string): RegExp {
  const segments = url.split('/').map((segment) => {
    const [parameter = ''] = /^:\w+/.exec(segment) ?? [];
    // What follows the name belongs to the address: `:id.js`.
    return (parameter && '[^/]+') + segment.slice(parameter.length).replaceAll(/[^\w-]/g, '\\$&');
  });
  return new RegExp(`^${segments.join('/')}$`);
}
