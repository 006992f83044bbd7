import { Button, Group, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Deployment } from '../deployments/deployments-api.ts';
import { rejectionText as text } from '../messages/rejections.ts';
import { confirmAct, showRefusal } from '../ui/confirm-act.tsx';
import { allowWithUndo } from './allow-with-undo.ts';
import type { Rejection } from './rejections-api.ts';

interface AllowButtonProps {
  rejection: Rejection;
  /** Where the origin can be allowed. */
  targets: readonly Deployment[];
  renew: () => Promise<unknown>;
}

/** One click where it is clear what is meant; a question where it is a look-alike or several deployments refused. */
export function AllowButton({ rejection, targets, renew }: AllowButtonProps) {
  const { deploymentId, origin, nearMiss, nearly, suggestion } = rejection;
  const [chosen, setChosen] = useState<string | null>(null);
  const target = targets.find((one) => one.id === chosen) ?? targets[0];
  const allow = useMutation({
    mutationFn: (target: string) => allowWithUndo({ rejection, deploymentId: target, renew }),
    onError: (error) => showRefusal(text.allowShort, error),
  });
  if (origin === null || suggestion === null || target === undefined) return null;
  if (nearMiss === 'lookalike') {
    // Whether it is one's own must be clear before where it belongs; that is done by hand.
    if (deploymentId === null) return null;
    const confirm = () =>
      confirmAct({
        title: text.allowAnywayTitle,
        effect: text.allowAnywayEffect(origin, nearly ?? ''),
        action: text.allow(origin),
        act: () => allowWithUndo({ rejection, deploymentId, confirmLookalike: true, renew }),
      });
    return (
      <Button size="xs" variant="subtle" color="red" aria-label={text.allowAnyway(origin)} onClick={confirm}>
        {text.allowAnywayShort}
      </Button>
    );
  }
  const entry = suggestion.entry ?? origin;
  return (
    <Group gap="xs" justify="flex-end">
      {deploymentId === null && (
        <NativeSelect
          size="xs"
          maw="10rem"
          aria-label={text.allowOn(entry)}
          value={target.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={targets.map(({ id: value, label }) => ({ value, label }))}
        />
      )}
      <Button
        size="xs"
        loading={allow.isPending}
        aria-label={text.allow(entry)}
        onClick={() => allow.mutate(target.id)}
      >
        {text.allowShort}
      </Button>
    </Group>
  );
}
