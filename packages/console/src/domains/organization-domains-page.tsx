import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { domainText as text } from '../messages/domains.ts';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { OrganizationDomainsForm } from './organization-domains-form.tsx';
import { organizationOriginsQuery } from './organization-origins-api.ts';

export function OrganizationDomainsPage(): ReactNode {
  const { data, error, refetch } = useQuery(organizationOriginsQuery());
  return (
    <>
      <PageHeader title={text.title} about={text.organizationAbout} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={3} />}
      {data !== undefined && (
        <Section title={text.list}>
          <OrganizationDomainsForm origins={data.origins} />
        </Section>
      )}
    </>
  );
}
