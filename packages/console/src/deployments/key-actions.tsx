import { ActionIcon, Button, Code, Group, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deploymentText } from '../messages/deployment.ts';
import { installText } from '../messages/install.ts';
import { confirmAct, showRefusal } from '../ui/confirm-act.tsx';
import { CopyIcon } from '../ui/copy-icon.tsx';
import { notify } from '../ui/notify.ts';
import { type DeploymentKey, endKey, releaseKey, revealKey } from './deployments-api.ts';

const text = deploymentText.keys;

/** What can be done with a key that is still live. */
export function KeyActions({ deploymentKey }: { deploymentKey: DeploymentKey }) {
  const queries = useQueryClient();
  const { id, preview, status, revealable, quarantinedAt } = deploymentKey;
  if (status === 'revoked') return null;
  const renew = () => queries.invalidateQueries({ queryKey: ['deployments'] });
  const end = () =>
    confirmAct({
      title: text.endTitle,
      effect: text.endEffect(preview),
      action: text.endTitle,
      done: text.ended,
      act: () => endKey(id).then(renew),
    });
  return (
    <Group gap={4} justify="flex-end">
      {quarantinedAt !== null && <ReleaseButton keyId={id} onReleased={renew} />}
      {revealable && <RevealedKey keyId={id} preview={preview} />}
      <Tooltip label={text.endTitle}>
        <ActionIcon variant="subtle" color="red" aria-label={text.end(preview)} onClick={end}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** The eye: fetched when asked for, and out of memory again when hidden. */
function RevealedKey({ keyId, preview }: { keyId: string; preview: string }) {
  const reveal = useMutation({
    mutationFn: () => revealKey(keyId),
    onError: (error) => showRefusal(text.reveal(preview), error),
    gcTime: 0,
  });
  const secret = reveal.data?.key.secret;
  const label = secret === undefined ? text.reveal(preview) : text.hide;
  return (
    <>
      {secret !== undefined && (
        <>
          <Code style={{ overflowWrap: 'anywhere' }}>{secret}</Code>
          <CopyIcon text={secret} what={installText.wizard.keyName} />
        </>
      )}
      <Tooltip label={label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          loading={reveal.isPending}
          onClick={() => (secret === undefined ? reveal.mutate() : reveal.reset())}
        >
          {secret === undefined ? <IconEye size={18} /> : <IconEyeOff size={18} />}
        </ActionIcon>
      </Tooltip>
    </>
  );
}

function ReleaseButton({ keyId, onReleased }: { keyId: string; onReleased: () => Promise<unknown> }) {
  const release = useMutation({
    mutationFn: () => releaseKey(keyId),
    onSuccess: () => {
      notify(text.released);
      return onReleased();
    },
    onError: (error) => showRefusal(text.release, error),
  });
  return (
    <Button variant="light" size="compact-sm" loading={release.isPending} onClick={() => release.mutate()}>
      {text.release}
    </Button>
  );
}
