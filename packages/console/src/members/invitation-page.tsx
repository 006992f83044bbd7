import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { dataOf } from '@wicketgate/client';
import type { ReactNode } from 'react';
import { AccountFrame } from '../account/account-frame.tsx';
import { whoQuery } from '../account/who-query.ts';
import { client } from '../api/client.ts';
import { memberText } from '../messages/members.ts';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AcceptForm } from './accept-form.tsx';
import { OtherPerson } from './other-person.tsx';

const route = getRouteApi('/invitation');

export function InvitationPage(): ReactNode {
  const text = memberText.accept;
  const { token = '' } = route.useSearch();
  const invitation = useQuery({
    queryKey: ['acceptance', token],
    queryFn: () => dataOf(client.GET('/api/v1/invitations/acceptance', { params: { query: { token } } })),
    enabled: token !== '',
  });
  const who = useQuery({ ...whoQuery(), enabled: token !== '' });
  const { data, error } = invitation;
  const failed = error === null ? who : invitation;
  const isKnown = data !== undefined && who.data !== undefined;
  return (
    <AccountFrame title={error === null ? text.title : text.gone}>
      {token === '' && <Alert color="yellow">{text.noToken}</Alert>}
      <ProblemAlert error={failed.error} onRetry={failed.refetch} />
      {token !== '' && !isKnown && failed.error === null && <ListSkeleton rows={3} height={60} />}
      {isKnown && (
        <>
          <Text style={{ overflowWrap: 'anywhere' }}>
            {text.to(data.organization.name, memberText.roles[data.role])}
          </Text>
          {who.data !== null && !isSameAddress(who.data.email, data.email) ? (
            <OtherPerson signedIn={who.data} email={data.email} />
          ) : (
            <AcceptForm
              token={token}
              email={data.email}
              hasAccount={data.hasAccount}
              isSignedIn={who.data !== null}
            />
          )}
        </>
      )}
    </AccountFrame>
  );
}

function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
