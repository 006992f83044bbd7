import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';
import { callAuth } from './auth-api.ts';

export type Session = paths['/api/v1/session']['get']['responses'][200]['content']['application/json'];

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: () => dataOf(client.GET('/api/v1/session')),
    staleTime: 60_000,
  });

/** @returns whether a second factor is still asked for */
export async function signIn(email: string, password: string): Promise<{ secondFactor: boolean }> {
  const answer = await callAuth<{ twoFactorRedirect?: boolean }>('sign-in/email', { email, password });
  return { secondFactor: answer.twoFactorRedirect === true };
}

export function signOut() {
  return callAuth('sign-out', {});
}
