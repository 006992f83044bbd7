import { Button, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { drainMeterText as text } from '../messages/drain-meter.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { printExact } from '../ui/relative-time.ts';
import { changeRotation } from './rotation-api.ts';

interface ExtendDialogProps {
  deploymentId: string;
  graceEndsAt: string;
  latestGraceEndsAt: string;
  onClose: () => void;
}

/** Later than now planned, never later than the rotation allows. */
export function ExtendDialog({ deploymentId, graceEndsAt, latestGraceEndsAt, onClose }: ExtendDialogProps) {
  const queries = useQueryClient();
  const [choice, setChoice] = useState<string>('86400');
  const move = useMutation({
    mutationFn: (to: string) => changeRotation(deploymentId, { graceEndsAt: to }),
    onSuccess: () => {
      notify(text.extended);
      onClose();
      return queries.invalidateQueries({ queryKey: ['deployments'] });
    },
  });
  return (
    <Dialog size="md" busy={move.isPending} onClose={onClose} title={text.extendTitle}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          move.mutate(deadline(choice, graceEndsAt, latestGraceEndsAt));
        }}
      >
        <Stack>
          <Radio.Group label={text.extendBy} value={choice} onChange={setChoice}>
            <Stack gap="xs" mt="xs">
              {Object.entries(text.options).map(([value, label]) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          <Text size="sm" c="dimmed">
            {text.extendHelp(printExact(latestGraceEndsAt))}
          </Text>
          <ProblemAlert error={move.error} />
          <DialogFoot onCancel={onClose}>
            <Button type="submit" loading={move.isPending}>
              {text.extend}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  );
}

/** @param choice seconds beyond the present end, or `latest` */
function deadline(choice: string, graceEndsAt: string, latestGraceEndsAt: string): string {
  const latestMs = Date.parse(latestGraceEndsAt);
  if (choice === 'latest') return latestGraceEndsAt;
  return new Date(Math.min(latestMs, Date.parse(graceEndsAt) + Number(choice) * 1000)).toISOString();
}
