export { type Client, type ClientOptions, createClient } from './create-client.ts';
export { dataOf } from './data-of.ts';
export { type Problem, ProblemError } from './problem.ts';
export type { components, operations, paths } from './schema.d.ts';
