import type { TestInstance } from './test-instance.ts';

/** What the trail of the first organization says was done, newest first; behind a sign-in stands its method. */
export async function recordedActions(instance: TestInstance): Promise<string[]> {
  const { json } = await instance.call('GET', '/api/v1/activity?limit=200');
  return json.data.map(
    (event: { action: string; detail: { method?: string } }) =>
      event.action + (event.detail.method === undefined ? '' : ` ${event.detail.method}`),
  );
}
