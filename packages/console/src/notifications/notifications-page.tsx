import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { notificationText as text } from '../messages/notifications.ts';
import { CreateButton } from '../ui/create-button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';
import { webhookColumns } from './webhook-columns.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { type Webhook, webhooksQuery } from './webhooks-api.ts';

type Open = { dialog: 'create' } | { dialog: 'edit' | 'rotate'; webhook: Webhook };

export function NotificationsPage(): ReactNode {
  const { data, error, refetch } = useQuery(webhooksQuery());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <ListPage
        text={text}
        icon={<IconBell />}
        items={data}
        error={error}
        onRetry={refetch}
        create={<CreateButton onClick={() => setOpen({ dialog: 'create' })}>{text.create}</CreateButton>}
      >
        {(webhooks) => (
          <DataTable
            caption={text.caption}
            columns={webhookColumns({
              onEdit: (webhook) => setOpen({ dialog: 'edit', webhook }),
              onRotate: (webhook) => setOpen({ dialog: 'rotate', webhook }),
            })}
            rows={webhooks}
            rowId={({ id }) => id}
          />
        )}
      </ListPage>
      {open?.dialog === 'create' && <WebhookDialog webhook={null} onClose={close} />}
      {open?.dialog === 'edit' && <WebhookDialog webhook={open.webhook} onClose={close} />}
      {open?.dialog === 'rotate' && <RotateSecretDialog webhook={open.webhook} onClose={close} />}
    </>
  );
}
