import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { IssuedSecret } from '../deployments/issued-secret.tsx';
import { t } from '../messages/index.ts';
import { notificationText as text } from '../messages/notifications.ts';
import { notify } from '../ui/notify.ts';
import { WebhookForm } from './webhook-form.tsx';
import {
  createWebhook,
  type NewWebhook,
  updateWebhook,
  type Webhook,
  webhooksQuery,
} from './webhooks-api.ts';

/** @param webhook the one to edit; null creates one and, unless it is a mailbox, ends on its secret */
export function WebhookDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const renew = () => queries.invalidateQueries({ queryKey: webhooksQuery().queryKey });
  const finish = async () => {
    await renew();
    notify(t.common.saved);
    onClose();
  };
  const create = useMutation({
    mutationFn: (body: NewWebhook) => createWebhook(body, once.headers()),
    onSuccess: (issued) => (issued.webhook.email === null ? renew() : finish()),
  });
  const change = useMutation({
    mutationFn: ({ id, body }: { id: string; body: NewWebhook }) => updateWebhook(id, body),
    onSuccess: finish,
  });
  const issued = create.data;
  const title = webhook === null ? text.form.createTitle : text.form.editTitle;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={issued === undefined ? title : text.secretTitle}
      closeOnClickOutside={issued === undefined}
      closeOnEscape={issued === undefined}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {issued === undefined ? (
        <WebhookForm
          webhook={webhook}
          busy={create.isPending || change.isPending}
          error={create.error ?? change.error}
          onCancel={onClose}
          onSubmit={(body) =>
            webhook === null ? create.mutate(body) : change.mutate({ id: webhook.id, body })
          }
        />
      ) : (
        <IssuedSecret secret={issued.webhook.secret} label={text.secretTitle} />
      )}
    </Modal>
  );
}
