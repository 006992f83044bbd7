import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { rejectionText as text } from '../messages/rejections.ts';
import { showRefusal } from '../ui/confirm-act.tsx';
import { offerUndo } from '../ui/offer-undo.tsx';
import { originLabel } from './origin-label.ts';
import { muteRejection, type Rejection } from './rejections-api.ts';

interface MuteButtonProps {
  rejection: Rejection;
  /** False: to bring it back. */
  mute: boolean;
  renew: () => Promise<unknown>;
}

export function MuteButton({ rejection, mute, renew }: MuteButtonProps) {
  const name = originLabel(rejection);
  const act = useMutation({
    mutationFn: () => muteRejection(rejection.id, mute),
    onSuccess: async () => {
      await renew();
      const undo = () => muteRejection(rejection.id, !mute).then(renew);
      offerUndo({ done: mute ? text.muted : text.unmuted, undo });
    },
    onError: (error) => showRefusal(mute ? text.muteShort : text.unmuteShort, error),
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
