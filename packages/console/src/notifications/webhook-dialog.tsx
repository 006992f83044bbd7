import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { t } from '../messages/index.ts';
import { notificationText as text } from '../messages/notifications.ts';
import { Dialog } from '../ui/dialog.tsx';
import { notify } from '../ui/notify.ts';
import { SecretDialog } from '../ui/secret-dialog.tsx';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import { WebhookForm } from './webhook-form.tsx';
import {
  createWebhook,
  type NewWebhook,
  readWebhook,
  updateWebhook,
  type Webhook,
  type WebhookChange,
  webhooksQuery,
} from './webhooks-api.ts';

interface WebhookDialogProps {
  /** The one to edit; null creates one and, unless it is a mailbox, ends on its secret. */
  webhook: Webhook | null;
  onClose: () => void;
}

export function WebhookDialog({ webhook, onClose }: WebhookDialogProps) {
  if (webhook === null) return <NewTarget onClose={onClose} />;
  return <EditedTarget webhook={webhook} onClose={onClose} />;
}

function NewTarget({ onClose }: { onClose: () => void }) {
  const renew = useRenewal();
  const once = useIdempotencyKey();
  const create = useMutation({
    mutationFn: (body: NewWebhook) => createWebhook(body, once.headers(body)),
    onSuccess: ({ webhook }) => {
      renew();
      if (webhook.email === null) return;
      notify(t.common.saved);
      onClose();
    },
  });
  const issued = create.data?.webhook;
  return (
    <SecretDialog
      title={text.form.createTitle}
      issuedTitle={text.secretTitle}
      issued={issued === undefined ? undefined : { secret: issued.secret, label: text.secretTitle }}
      busy={create.isPending}
      onClose={onClose}
    >
      <WebhookForm
        webhook={null}
        busy={create.isPending}
        error={create.error}
        onCancel={onClose}
        onSubmit={create.mutate}
      />
    </SecretDialog>
  );
}

function EditedTarget({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const renew = useRenewal();
  const save = useUndoableSave({
    read: () => readWebhook(webhook.id),
    write: (body: WebhookChange) => updateWebhook(webhook.id, body),
    toBody: ({ label, url, email, events }): WebhookChange => ({
      label,
      ...(url === null ? {} : { url }),
      ...(email === null ? {} : { email }),
      events,
    }),
    show: renew,
    onSaved: onClose,
  });
  return (
    <Dialog busy={save.isPending} onClose={onClose} title={text.form.editTitle}>
      <WebhookForm
        webhook={webhook}
        busy={save.isPending}
        error={save.error}
        onCancel={onClose}
        onSubmit={save.mutate}
      />
    </Dialog>
  );
}

function useRenewal() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: webhooksQuery().queryKey });
}
