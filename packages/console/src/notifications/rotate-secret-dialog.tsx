import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { notificationText as text } from '../messages/notifications.ts';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SecretDialog } from '../ui/secret-dialog.tsx';
import { rotateSecret, type Webhook, webhooksQuery } from './webhooks-api.ts';

export function RotateSecretDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const rotate = useMutation({
    mutationFn: () => rotateSecret(webhook.id, once.headers()),
    onSuccess: () => void queries.invalidateQueries({ queryKey: webhooksQuery().queryKey }),
  });
  const issued = rotate.data?.webhook;
  return (
    <SecretDialog
      title={text.rotateTitle}
      issuedTitle={text.secretTitle}
      issued={issued === undefined ? undefined : { secret: issued.secret, label: text.secretTitle }}
      busy={rotate.isPending}
      onClose={onClose}
    >
      <Stack>
        <Text size="sm">{text.rotateEffect}</Text>
        <ProblemAlert error={rotate.error} />
        <DialogFoot onCancel={onClose}>
          <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>
            {text.rotateAction}
          </Button>
        </DialogFoot>
      </Stack>
    </SecretDialog>
  );
}
