import { dataOf, type paths } from '@wicketgate/client';
import { patientClient } from '../api/client.ts';

type Verification = paths['/api/v1/activity/verification'];
export type Verdict = Verification['get']['responses'][200]['content']['application/json'];
type Checkpoint = NonNullable<
  NonNullable<Verification['post']['requestBody']>['content']['application/json']['checkpoint']
>;

/** @param checkpoint that the trail must still contain; null: none to compare with */
export function verifyTrail(checkpoint: Checkpoint | null): Promise<Verdict> {
  if (checkpoint === null) return dataOf(patientClient.GET('/api/v1/activity/verification'));
  return dataOf(patientClient.POST('/api/v1/activity/verification', { body: { checkpoint } }));
}

export function createCheckpoint(headers: Record<string, string>) {
  return dataOf(patientClient.POST('/api/v1/activity/checkpoints', { body: {}, headers }));
}

/** As a text, since a link would not say which organization is meant. */
export async function exportTrail(format: 'csv' | 'jsonl'): Promise<string> {
  const params = { query: { format } };
  const text: unknown = await dataOf(
    patientClient.GET('/api/v1/activity/export', { params, parseAs: 'text' }),
  );
  return String(text);
}

/** @returns null for a file that is none */
export function readCheckpoint(text: string): Checkpoint | null {
  try {
    const value = JSON.parse(text);
    const checkpoint = value?.checkpoint ?? value;
    return typeof checkpoint?.signature === 'string' ? checkpoint : null;
  } catch {
    return null;
  }
}
