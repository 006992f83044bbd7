import { Button, Group, Stack } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { deploymentsQuery } from '../deployments/deployments-api.ts';
import { rejectionText as text } from '../messages/rejections.ts';
import { DataTable } from '../ui/data-table.tsx';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useShownAtOnce } from '../ui/use-shown-at-once.ts';
import { rejectionColumns } from './rejection-columns.tsx';
import { RejectionFilters } from './rejection-filters.tsx';
import { rejectionsQuery } from './rejections-api.ts';

const route = getRouteApi('/shell/chatbots/$chatbotId/rejections');

export function RejectionsPage(): ReactNode {
  const { chatbotId } = route.useParams();
  const navigate = route.useNavigate();
  const [search, setSearch] = useShownAtOnce(route.useSearch(), (next) => navigate({ search: next }));
  const { data: deployments = [] } = useQuery(deploymentsQuery(chatbotId));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    rejectionsQuery(chatbotId, search),
  );
  const rejections = data?.pages.flatMap((page) => page.data);
  const isFiltered = search.deployment !== undefined || search.status !== undefined;
  return (
    <Stack gap="md">
      <PageHeader title={text.title} about={text.about} />
      <RejectionFilters search={search} deployments={deployments} onChange={setSearch} />
      <ProblemAlert error={error} onRetry={refetch} />
      {rejections === undefined && error === null && <ListSkeleton rows={5} />}
      {rejections?.length === 0 && !hasNextPage && (
        <EmptyNote icon={<IconShieldCheck />} title={text.emptyTitle}>
          {isFiltered ? text.emptyFiltered : text.empty}
        </EmptyNote>
      )}
      {rejections !== undefined && rejections.length > 0 && (
        <DataTable
          caption={text.caption}
          columns={rejectionColumns(deployments)}
          rows={rejections}
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
    </Stack>
  );
}
