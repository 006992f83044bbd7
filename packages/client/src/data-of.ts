import { type Problem, ProblemError } from './problem.ts';

/**
 * The answer's data: `const { data: chatbots } = await dataOf(client.GET('/api/v1/chatbots'))`.
 *
 * @param call what a client's method returned
 * @throws ProblemError when the server refused
 */
export async function dataOf<Data>(call: Promise<{ data?: Data; error?: Problem }>): Promise<Data> {
  const { data, error } = await call;
  if (error !== undefined) throw new ProblemError(error);
  // A 204 has no data, and its type says so.
  return data as Data;
}
