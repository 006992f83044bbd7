import { Alert, Button, Group, Stack } from '@mantine/core';
import { t } from '../messages/index.ts';
import { rotationText as text } from '../messages/rotation.ts';
import { IssuedSecret } from '../ui/issued-secret.tsx';
import { printExact } from '../ui/relative-time.ts';
import type { rotateDeployment } from './deployments-api.ts';
import { SnippetTabs } from './snippet-tabs.tsx';

interface RotationResultProps {
  rotation: Awaited<ReturnType<typeof rotateDeployment>>;
  onClose: () => void;
}

export function RotationResult({ rotation, onClose }: RotationResultProps) {
  const { deployment, key, snippet, retiring } = rotation;
  const shown = deployment.keys.find(({ id }) => id === key.id);
  return (
    <Stack>
      <Alert color="pine">
        {retiring === null ? text.doneNow : text.doneLater(printExact(retiring.graceEndsAt))}
      </Alert>
      <IssuedSecret secret={key.secret} revealable={shown?.revealable === true} />
      <SnippetTabs snippet={snippet} type={deployment.type} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t.common.done}</Button>
      </Group>
    </Stack>
  );
}
