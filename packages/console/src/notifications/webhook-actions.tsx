import { Group } from '@mantine/core';
import {
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { notificationText as text } from '../messages/notifications.ts';
import { confirmAct, showRefusal } from '../ui/confirm-act.tsx';
import { IconAct } from '../ui/icon-act.tsx';
import { notify } from '../ui/notify.ts';
import { deleteWebhook, testWebhook, updateWebhook, type Webhook, webhooksQuery } from './webhooks-api.ts';

/** What opens a dialog. */
export interface WebhookDialogs {
  onEdit: (webhook: Webhook) => void;
  onRotate: (webhook: Webhook) => void;
}

interface WebhookActionsProps extends WebhookDialogs {
  webhook: Webhook;
}

export function WebhookActions({ webhook, onEdit, onRotate }: WebhookActionsProps) {
  const queries = useQueryClient();
  const { id, label, status, url } = webhook;
  const { acts } = text;
  const once = useIdempotencyKey();
  const renew = () => queries.invalidateQueries({ queryKey: webhooksQuery().queryKey });
  const test = () =>
    testWebhook(id, once.headers()).then(
      () => {
        once.renew();
        notify(text.tested);
      },
      (error: unknown) => showRefusal(acts.test(label), error),
    );
  const set = (next: 'active' | 'paused', title: string) =>
    updateWebhook(id, { status: next }).then(renew, (error: unknown) => showRefusal(title, error));
  const remove = () =>
    confirmAct({
      title: text.deleteTitle,
      effect: text.deleteEffect(label),
      action: text.deleteTitle,
      done: text.deleted,
      act: () => deleteWebhook(id).then(renew),
    });
  return (
    <Group gap={4} wrap="nowrap">
      {status === 'active' ? (
        <>
          <IconAct label={acts.test(label)} onClick={test}>
            <IconSend size={18} />
          </IconAct>
          <IconAct label={acts.pause(label)} onClick={() => set('paused', acts.pause(label))}>
            <IconPlayerPause size={18} />
          </IconAct>
        </>
      ) : (
        <IconAct label={acts.resume(label)} onClick={() => set('active', acts.resume(label))}>
          <IconPlayerPlay size={18} />
        </IconAct>
      )}
      <IconAct label={acts.edit(label)} onClick={() => onEdit(webhook)}>
        <IconPencil size={18} />
      </IconAct>
      {url !== null && (
        <IconAct label={acts.rotate(label)} onClick={() => onRotate(webhook)}>
          <IconRefresh size={18} />
        </IconAct>
      )}
      <IconAct label={acts.delete(label)} color="red" onClick={remove}>
        <IconTrash size={18} />
      </IconAct>
    </Group>
  );
}
