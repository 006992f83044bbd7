import { Button } from '@mantine/core';
import { IconBell, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { notificationText as text } from '../messages/notifications.ts';
import { DataTable } from '../ui/data-table.tsx';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';
import { webhookColumns } from './webhook-columns.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { type Webhook, webhooksQuery } from './webhooks-api.ts';

type Open = { dialog: 'create' } | { dialog: 'edit' | 'rotate'; webhook: Webhook };

export function NotificationsPage(): ReactNode {
  const { data, error, refetch } = useQuery(webhooksQuery());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const create = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen({ dialog: 'create' })}>
      {text.create}
    </Button>
  );
  return (
    <>
      <PageHeader title={text.title} about={text.about} actions={data?.length === 0 ? null : create} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton />}
      {data?.length === 0 && (
        <EmptyNote icon={<IconBell />} title={text.emptyTitle} action={create}>
          {text.empty}
        </EmptyNote>
      )}
      {data !== undefined && data.length > 0 && (
        <DataTable
          caption={text.caption}
          columns={webhookColumns({
            onEdit: (webhook) => setOpen({ dialog: 'edit', webhook }),
            onRotate: (webhook) => setOpen({ dialog: 'rotate', webhook }),
          })}
          rows={data}
          rowId={({ id }) => id}
        />
      )}
      {open?.dialog === 'create' && <WebhookDialog webhook={null} onClose={close} />}
      {open?.dialog === 'edit' && <WebhookDialog webhook={open.webhook} onClose={close} />}
      {open?.dialog === 'rotate' && <RotateSecretDialog webhook={open.webhook} onClose={close} />}
    </>
  );
}
