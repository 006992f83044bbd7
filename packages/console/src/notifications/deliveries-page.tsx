import { Button, Group, Stack } from '@mantine/core';
import { IconArrowLeft, IconMailbox, IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { notificationText } from '../messages/notifications.ts';
import { showRefusal } from '../ui/confirm-act.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { EmptyNote } from '../ui/empty-note.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { notify } from '../ui/notify.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { deliveriesQuery, testWebhook, webhooksQuery } from './webhooks-api.ts';

const text = notificationText.log;
const route = getRouteApi('/shell/managed/settings/notifications/$webhookId');

export function DeliveriesPage(): ReactNode {
  const { webhookId } = route.useParams();
  const queries = useQueryClient();
  const webhook = useQuery(webhooksQuery()).data?.find(({ id }) => id === webhookId);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    deliveriesQuery(webhookId),
  );
  const deliveries = data?.pages.flatMap((page) => page.data);
  const once = useIdempotencyKey();
  const test = useMutation({
    mutationFn: () => testWebhook(webhookId, once.headers()),
    onSuccess: async () => {
      once.renew();
      await queries.invalidateQueries({ queryKey: deliveriesQuery(webhookId).queryKey });
      notify(notificationText.tested);
    },
    onError: (problem) => showRefusal(text.sendTest, problem),
  });
  return (
    <Stack gap="md">
      <AnchorLink to="/settings/notifications" size="sm">
        <IconArrowLeft size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {text.back}
      </AnchorLink>
      <PageHeader
        title={text.title(webhook?.label ?? webhookId)}
        about={text.about}
        actions={
          <Button
            variant="default"
            leftSection={<IconSend size={18} aria-hidden />}
            loading={test.isPending}
            onClick={() => test.mutate()}
          >
            {text.sendTest}
          </Button>
        }
      />
      <ProblemAlert error={error} onRetry={refetch} />
      {deliveries === undefined && error === null && <ListSkeleton rows={6} />}
      {deliveries?.length === 0 && (
        <EmptyNote icon={<IconMailbox />} title={text.emptyTitle}>
          {text.empty}
        </EmptyNote>
      )}
      {deliveries !== undefined && deliveries.length > 0 && (
        <DataTable
          caption={text.caption}
          columns={deliveryColumns(webhookId)}
          rows={deliveries}
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
