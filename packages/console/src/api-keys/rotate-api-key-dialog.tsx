import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { type Grace, GraceField } from '../deployments/grace-field.tsx';
import { IssuedSecret } from '../deployments/issued-secret.tsx';
import { apiKeyText as text } from '../messages/api-keys.ts';
import { t } from '../messages/index.ts';
import { rotationText } from '../messages/rotation.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { type ApiKey, apiKeysQuery, rotateApiKey } from './api-keys-api.ts';

export function RotateApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const [grace, setGrace] = useState<Grace>('0');
  const rotate = useMutation({
    mutationFn: () => rotateApiKey(apiKey.id, Number(grace), once.headers()),
    onSuccess: () => queries.invalidateQueries({ queryKey: apiKeysQuery().queryKey }),
  });
  const issued = rotate.data;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={issued === undefined ? text.rotateTitle : text.issuedTitle}
      closeOnClickOutside={issued === undefined}
      closeOnEscape={issued === undefined}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {issued === undefined ? (
        <Stack>
          <Text size="sm">{text.rotateEffect}</Text>
          <GraceField value={grace} onChange={setGrace} />
          <ProblemAlert error={rotate.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              color={grace === '0' ? 'red' : 'pine'}
              loading={rotate.isPending}
              onClick={() => rotate.mutate()}
            >
              {rotationText.action}
            </Button>
          </Group>
        </Stack>
      ) : (
        <IssuedSecret secret={issued.key.secret} label={issued.key.label} />
      )}
    </Modal>
  );
}
