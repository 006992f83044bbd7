import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { IssuedSecret } from '../deployments/issued-secret.tsx';
import { t } from '../messages/index.ts';
import { notificationText as text } from '../messages/notifications.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { rotateSecret, type Webhook, webhooksQuery } from './webhooks-api.ts';

export function RotateSecretDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const rotate = useMutation({
    mutationFn: () => rotateSecret(webhook.id, once.headers()),
    onSuccess: () => queries.invalidateQueries({ queryKey: webhooksQuery().queryKey }),
  });
  const issued = rotate.data;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={issued === undefined ? text.rotateTitle : text.secretTitle}
      closeOnClickOutside={issued === undefined}
      closeOnEscape={issued === undefined}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {issued === undefined ? (
        <Stack>
          <Text size="sm">{text.rotateEffect}</Text>
          <ProblemAlert error={rotate.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>
              {text.rotateAction}
            </Button>
          </Group>
        </Stack>
      ) : (
        <IssuedSecret secret={issued.webhook.secret} label={text.secretTitle} />
      )}
    </Modal>
  );
}
