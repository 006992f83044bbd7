import { Button, Group, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { drainMeterText as text } from '../messages/drain-meter.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useShownAtOnce } from '../ui/use-shown-at-once.ts';
import { endKey } from './deployments-api.ts';
import { ExtendDialog } from './extend-dialog.tsx';
import { changeRotation, type DrainMeter } from './rotation-api.ts';

/** What can be done about an old key: end it now, later, or by itself. */
export function DrainMeterActions({ deploymentId, meter }: { deploymentId: string; meter: DrainMeter }) {
  const queries = useQueryClient();
  const [extending, setExtending] = useState(false);
  const renew = () => queries.invalidateQueries({ queryKey: ['deployments'] });
  const automatic = useMutation({
    mutationFn: (retireWhenSilent: boolean) => changeRotation(deploymentId, { retireWhenSilent }),
    onSuccess: renew,
  });
  const [isAutomatic, setAutomatic] = useShownAtOnce(meter.retireWhenSilent, automatic.mutateAsync);
  const { graceEndsAt, latestGraceEndsAt } = meter;
  // Newest first; where nothing is retiring, the oldest is the one to go.
  const old = meter.keys.filter(({ status }) => status === 'retiring').at(-1) ?? meter.keys.at(-1);
  const retire = ({ id, preview }: NonNullable<typeof old>) =>
    confirmAct({
      title: text.retireTitle,
      effect: text.retireEffect(preview),
      action: text.retire,
      done: text.retired,
      act: () => endKey(id).then(renew),
    });
  return (
    <>
      {graceEndsAt !== null && (
        <Switch
          label={text.auto}
          checked={isAutomatic}
          onChange={(event) => setAutomatic(event.currentTarget.checked)}
        />
      )}
      <ProblemAlert error={automatic.error} />
      <Group gap="sm">
        {old !== undefined && (
          <Button color="red" variant={meter.safeToRetire ? 'filled' : 'light'} onClick={() => retire(old)}>
            {text.retire}
          </Button>
        )}
        {graceEndsAt !== null && latestGraceEndsAt !== null && (
          <Button variant="default" onClick={() => setExtending(true)}>
            {text.extend}
          </Button>
        )}
      </Group>
      {extending && graceEndsAt !== null && latestGraceEndsAt !== null && (
        <ExtendDialog
          deploymentId={deploymentId}
          graceEndsAt={graceEndsAt}
          latestGraceEndsAt={latestGraceEndsAt}
          onClose={() => setExtending(false)}
        />
      )}
    </>
  );
}
