import { Button, Group, Stack } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { activityText as text } from '../messages/activity.ts';
import { DataTable } from '../ui/data-table.tsx';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useShownAtOnce } from '../ui/use-shown-at-once.ts';
import { type AuditEvent, activityQuery } from './activity-api.ts';
import { activityColumns } from './activity-columns.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { EventDialog } from './event-dialog.tsx';
import { TrailSection } from './trail-section.tsx';

const route = getRouteApi('/shell/settings/activity');

export function ActivityPage(): ReactNode {
  const navigate = route.useNavigate();
  const [search, setSearch] = useShownAtOnce(route.useSearch(), (next) => navigate({ search: next }));
  const [shown, setShown] = useState<AuditEvent | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    activityQuery(search),
  );
  const events = data?.pages.flatMap((page) => page.data);
  return (
    <Stack gap="md">
      <PageHeader title={text.title} about={text.about} />
      <TrailSection />
      <ActivityFilters search={search} onChange={setSearch} />
      <ProblemAlert error={error} onRetry={refetch} />
      {events === undefined && error === null && <ListSkeleton rows={8} />}
      {events?.length === 0 && (
        <EmptyNote icon={<IconHistory />} title={text.emptyTitle}>
          {text.empty}
        </EmptyNote>
      )}
      {events !== undefined && events.length > 0 && (
        <DataTable
          caption={text.caption}
          columns={activityColumns({ search, onFilter: setSearch, onShow: setShown })}
          rows={events}
          rowId={({ id }) => id}
        />
      )}
      {hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {text.older}
          </Button>
        </Group>
      )}
      {shown !== null && <EventDialog event={shown} onClose={() => setShown(null)} />}
    </Stack>
  );
}
