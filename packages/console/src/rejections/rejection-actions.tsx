import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { may } from '../chatbots/may.ts';
import type { Deployment } from '../deployments/deployments-api.ts';
import { rejectionText as text } from '../messages/rejections.ts';
import { confirmAct, showRefusal } from '../ui/confirm-act.tsx';
import { notify } from '../ui/notify.ts';
import { originLabel } from './origin-label.ts';
import { allowRejection, muteRejection, type Rejection } from './rejections-api.ts';

interface RejectionActionsProps {
  rejection: Rejection;
  /** Undefined while it is not known; then nothing is offered. */
  deployment: Deployment | undefined;
}

export function RejectionActions({ rejection, deployment }: RejectionActionsProps) {
  const queries = useQueryClient();
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['rejections'] }),
      queries.invalidateQueries({ queryKey: ['deployments'] }),
    ]);
  if (deployment === undefined || !may(deployment, 'deploy')) return null;
  const isMuted = rejection.status === 'muted';
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      {deployment.status !== 'revoked' && rejection.status === 'open' && (
        <Allow rejection={rejection} renew={renew} />
      )}
      <Mute rejection={rejection} mute={!isMuted} renew={renew} />
    </Group>
  );
}

interface ActProps {
  rejection: Rejection;
  renew: () => Promise<unknown>;
}

function Allow({ rejection, renew }: ActProps) {
  const { id, origin, nearMiss, nearly, suggestion } = rejection;
  const allow = useMutation({
    mutationFn: () => allowRejection(id, false),
    onSuccess: async ({ entry }) => {
      await renew();
      notify(text.allowed(entry));
    },
    onError: (error) => showRefusal(text.allowShort, error),
  });
  if (origin === null || suggestion === null) return null;
  if (nearMiss === 'lookalike') {
    const confirm = () =>
      confirmAct({
        title: text.allowAnywayTitle,
        effect: text.allowAnywayEffect(origin, nearly ?? ''),
        action: text.allow(origin),
        done: text.allowed(origin),
        act: () => allowRejection(id, true).then(renew),
      });
    return (
      <Button size="xs" variant="subtle" color="red" aria-label={text.allowAnyway(origin)} onClick={confirm}>
        {text.allowAnywayShort}
      </Button>
    );
  }
  return (
    <Button
      size="xs"
      loading={allow.isPending}
      aria-label={text.allow(suggestion.entry ?? origin)}
      onClick={() => allow.mutate()}
    >
      {text.allowShort}
    </Button>
  );
}

function Mute({ rejection, mute, renew }: ActProps & { mute: boolean }) {
  const name = originLabel(rejection);
  const act = useMutation({
    mutationFn: () => muteRejection(rejection.id, mute),
    onSuccess: async () => {
      await renew();
      notify(mute ? text.muted : text.unmuted);
    },
    onError: (error) => showRefusal(text.muteShort, error),
  });
  return (
    <Button
      size="xs"
      variant="default"
      loading={act.isPending}
      aria-label={mute ? text.mute(name) : text.unmute(name)}
      onClick={() => act.mutate()}
    >
      {mute ? text.muteShort : text.unmuteShort}
    </Button>
  );
}
