import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import {
  forgetChosenOrganization,
  keepOrganization,
  readChosenOrganization,
} from '../api/chosen-organization.ts';
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
      const shown = queries.getQueryData<Session>(queryKey);
      const isLeft = chosen !== undefined && session.organization?.id !== chosen;
      if (shown !== undefined && (isLeft || session.user.id !== shown.user.id)) {
        beginAnew();
        return session;
      }
      if (isLeft) leaveOrganization(session);
      if (session.organization !== null) keepOrganization(session.organization.id);
      return session;
    },
    staleTime: 60_000,
  });

/** Somebody else signed in, in another tab, or the organization was left: nothing that is shown may stand beside the other name. */
function beginAnew(): void {
  window.location.assign('/console/chatbots');
}

/** The person is no member, or no longer, of what was open here: every call about that organization would be refused. */
function leaveOrganization({ organization }: Session): void {
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
