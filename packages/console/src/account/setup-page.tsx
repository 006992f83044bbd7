import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { dataOf } from '@wicketgate/client';
import type { ReactNode } from 'react';
import { client } from '../api/client.ts';
import { accountText } from '../messages/account.ts';
import { AnchorLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AccountFrame } from './account-frame.tsx';
import { SetupForm } from './setup-form.tsx';

const route = getRouteApi('/setup');

/** The first person becomes the owner. Looking at the page spends nothing; sending the form does. */
export function SetupPage(): ReactNode {
  const text = accountText.setup;
  const { token = '' } = route.useSearch();
  const { data, error, refetch } = useQuery({
    queryKey: ['setup', token],
    queryFn: () => dataOf(client.GET('/api/v1/setup', { params: { query: { token } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data?.valid === false) {
    return (
      <AccountFrame title={text.invalidTitle}>
        <Alert color="yellow">{text.invalid}</Alert>
        <AnchorLink to="/sign-in">{accountText.signIn.title}</AnchorLink>
      </AccountFrame>
    );
  }
  return (
    <AccountFrame title={text.title}>
      <Text c="dimmed">{text.about}</Text>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined ? (
        error === null && <ListSkeleton rows={4} height={60} />
      ) : (
        <SetupForm token={token} />
      )}
    </AccountFrame>
  );
}
