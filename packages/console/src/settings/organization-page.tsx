import { Code, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { settingsText } from '../messages/settings.ts';
import { Facts } from '../ui/facts.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { printDay } from '../ui/relative-time.ts';
import { Section } from '../ui/section.tsx';
import { organizationQuery } from './organization-api.ts';
import { OrganizationForm } from './organization-form.tsx';

export function OrganizationPage(): ReactNode {
  const text = settingsText.organization;
  const { data, error, refetch } = useQuery(organizationQuery());
  return (
    <>
      <PageHeader title={text.title} about={text.about} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={2} height={140} />}
      {data !== undefined && (
        <Section title={data.name}>
          <Stack>
            <Facts
              facts={[
                [text.id, <Code key="id">{data.id}</Code>],
                [text.created, printDay(data.createdAt)],
              ]}
            />
            <OrganizationForm key={data.id} organization={data} />
          </Stack>
        </Section>
      )}
    </>
  );
}
