import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { dataOf } from '@wicketgate/client';
import type { ReactNode } from 'react';
import { AccountFrame } from '../account/account-frame.tsx';
import { client } from '../api/client.ts';
import { memberText } from '../messages/members.ts';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AcceptForm } from './accept-form.tsx';

const route = getRouteApi('/invitation');

export function InvitationPage(): ReactNode {
  const text = memberText.accept;
  const { token = '' } = route.useSearch();
  const { data, error, refetch } = useQuery({
    queryKey: ['acceptance', token],
    queryFn: () => dataOf(client.GET('/api/v1/invitations/acceptance', { params: { query: { token } } })),
    enabled: token !== '',
  });
  return (
    <AccountFrame title={error === null ? text.title : text.gone}>
      {token === '' && <Alert color="yellow">{text.noToken}</Alert>}
      <ProblemAlert error={error} onRetry={refetch} />
      {token !== '' && data === undefined && error === null && <ListSkeleton rows={3} height={60} />}
      {data !== undefined && (
        <>
          <Text>{text.to(data.organization.name, memberText.roles[data.role])}</Text>
          <AcceptForm token={token} email={data.email} hasAccount={data.hasAccount} />
        </>
      )}
    </AccountFrame>
  );
}
