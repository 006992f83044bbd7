import { Stack } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { deploymentsQuery } from '../deployments/deployments-api.ts';
import { usageText as text } from '../messages/usage.ts';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useShownAtOnce } from '../ui/use-shown-at-once.ts';
import { CsvButton } from './csv-button.tsx';
import { GroupSection } from './group-section.tsx';
import { keyNames } from './key-names.ts';
import { LatencySection } from './latency-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { usageQuery } from './usage-api.ts';
import { UsageFilters } from './usage-filters.tsx';
import { VolumeSection } from './volume-section.tsx';

const route = getRouteApi('/shell/chatbots/$chatbotId/usage');

export function UsagePage(): ReactNode {
  const { chatbotId } = route.useParams();
  const navigate = route.useNavigate();
  const [search, setSearch] = useShownAtOnce(route.useSearch(), (next) =>
    navigate({ search: next, replace: true }),
  );
  const { data: deployments = [] } = useQuery(deploymentsQuery(chatbotId));
  const { data: usage, error, refetch } = useQuery(usageQuery(chatbotId, search, 'key'));
  const names = keyNames(deployments);
  const keyName = (id: string) => names.get(id) ?? text.groups[id] ?? id;
  const of = { chatbotId, search };
  return (
    <Stack gap="lg">
      <PageHeader title={text.title} about={text.about} actions={<CsvButton {...of} />} />
      <UsageFilters
        search={search}
        deployments={deployments}
        keys={(usage?.data ?? []).map(({ group }) => ({ id: group, name: keyName(group) }))}
        onChange={setSearch}
      />
      <ProblemAlert error={error} onRetry={refetch} />
      {usage === undefined && error === null && <ListSkeleton rows={3} height={140} />}
      {usage?.data.length === 0 && (
        <EmptyNote icon={<IconChartLine />} title={text.emptyTitle}>
          {search.range === '90d' ? text.empty : text.emptyRange}
        </EmptyNote>
      )}
      {usage !== undefined && usage.data.length > 0 && (
        <>
          <VolumeSection usage={usage} search={search} keyName={keyName} />
          <NoticesSection {...of} keyName={keyName} />
          <GroupSection {...of} groupBy="origin" />
          <GroupSection {...of} groupBy="outcome" />
          <LatencySection {...of} />
        </>
      )}
    </Stack>
  );
}
