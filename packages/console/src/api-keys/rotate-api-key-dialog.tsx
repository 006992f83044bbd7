import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { type Grace, GraceField } from '../deployments/grace-field.tsx';
import { apiKeyText as text } from '../messages/api-keys.ts';
import { rotationText } from '../messages/rotation.ts';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SecretDialog } from '../ui/secret-dialog.tsx';
import { type ApiKey, apiKeysQuery, rotateApiKey } from './api-keys-api.ts';

export function RotateApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const [grace, setGrace] = useState<Grace>('0');
  const rotate = useMutation({
    mutationFn: () => rotateApiKey(apiKey.id, Number(grace), once.headers({ grace })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: apiKeysQuery().queryKey }),
  });
  return (
    <SecretDialog
      title={text.rotateTitle}
      issuedTitle={text.issuedTitle}
      issued={rotate.data?.key}
      busy={rotate.isPending}
      onClose={onClose}
    >
      <Stack>
        <Text size="sm">{text.rotateEffect}</Text>
        <GraceField value={grace} onChange={setGrace} />
        <ProblemAlert error={rotate.error} />
        <DialogFoot onCancel={onClose}>
          <Button
            color={grace === '0' ? 'red' : 'pine'}
            loading={rotate.isPending}
            onClick={() => rotate.mutate()}
          >
            {rotationText.action}
          </Button>
        </DialogFoot>
      </Stack>
    </SecretDialog>
  );
}
