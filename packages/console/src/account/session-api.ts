import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { forgetChosenOrganization, readChosenOrganization } from '../api/chosen-organization.ts';
import { client } from '../api/client.ts';
import { t } from '../messages/index.ts';
import { notify } from '../ui/notify.ts';
import { callAuth } from './auth-api.ts';

export type Session = paths['/api/v1/session']['get']['responses'][200]['content']['application/json'];

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async ({ client: queries, queryKey }) => {
      const chosen = readChosenOrganization();
      const session = await dataOf(client.GET('/api/v1/session'));
      if (chosen !== undefined && session.organization?.id !== chosen) {
        leaveOrganization(session, queries.getQueryData(queryKey) !== undefined);
      }
      return session;
    },
    staleTime: 60_000,
  });

/**
 * The person is no member any more where they chose to be: every call about that organization would be refused. Where something
 * of it is shown, a fresh page begins, so that it does not stand beside the name of another.
 */
function leaveOrganization({ organization }: Session, isShown: boolean): void {
  if (isShown) {
    window.location.assign('/console/chatbots');
    return;
  }
  forgetChosenOrganization();
  if (organization !== null) notify(t.shell.organizationGone(organization.name));
}

/** @returns whether a second factor is still asked for */
export async function signIn(email: string, password: string): Promise<{ secondFactor: boolean }> {
  const answer = await callAuth<{ twoFactorRedirect?: boolean }>('sign-in/email', { email, password });
  return { secondFactor: answer.twoFactorRedirect === true };
}

export function signOut() {
  return callAuth('sign-out', {});
}
