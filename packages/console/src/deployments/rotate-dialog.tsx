import { Alert, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { drainMeterText } from '../messages/drain-meter.ts';
import { t } from '../messages/index.ts';
import { rotationText as text } from '../messages/rotation.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useAnswerAwaited } from '../ui/use-answer-awaited.ts';
import { useNow } from '../ui/use-now.ts';
import { type Deployment, type RotationRequest, rotateDeployment } from './deployments-api.ts';
import { type Grace, GraceField } from './grace-field.tsx';
import { seenInLastDay } from './live-keys.ts';
import { RotationResult } from './rotation-result.tsx';

/** From the question to the new key, which is shown once: closing by a stray click or Escape is off by then. */
export function RotateDialog({ deployment, onClose }: { deployment: Deployment; onClose: () => void }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const rotate = useMutation({
    mutationFn: (body: RotationRequest) => rotateDeployment(deployment.id, body, once.headers(body)),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['deployments'] }),
  });
  useAnswerAwaited(rotate.isPending);
  const done = rotate.data !== undefined;
  return (
    <Dialog
      busy={rotate.isPending}
      onClose={onClose}
      title={done ? text.doneTitle : text.title}
      closeOnClickOutside={!done}
      closeOnEscape={!done}
    >
      {rotate.data === undefined ? (
        <RotationForm
          deployment={deployment}
          busy={rotate.isPending}
          error={rotate.error}
          onCancel={onClose}
          onRotate={rotate.mutate}
        />
      ) : (
        <RotationResult rotation={rotate.data} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface RotationFormProps {
  deployment: Deployment;
  busy: boolean;
  error: unknown;
  onCancel: () => void;
  onRotate: (body: RotationRequest) => void;
}

function RotationForm({ deployment, busy, error, onCancel, onRotate }: RotationFormProps) {
  const [grace, setGrace] = useState<Grace>('0');
  const [retireWhenSilent, setRetireWhenSilent] = useState(false);
  const [typed, setTyped] = useState('');
  const seenLately = seenInLastDay(deployment, useNow());
  const mustType = grace === '0' && seenLately;
  const ready = !mustType || typed.trim() === deployment.label.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onRotate({ graceSeconds: Number(grace), ...(grace === '0' ? {} : { retireWhenSilent }) });
      }}
    >
      <Stack>
        <Text size="sm">{text.intro(deployment.label)}</Text>
        <GraceField value={grace} onChange={setGrace} />
        {grace !== '0' && (
          <Checkbox
            label={drainMeterText.auto}
            description={text.autoHelp}
            checked={retireWhenSilent}
            onChange={(event) => setRetireWhenSilent(event.currentTarget.checked)}
          />
        )}
        <Alert
          color={grace === '0' ? 'orange' : 'blue'}
          icon={<IconAlertTriangle aria-hidden />}
          role="status"
        >
          {grace === '0' ? text.breaksNow : text.breaksLater} {seenLately && text.seenLately}
        </Alert>
        {mustType && (
          <TextInput
            label={t.common.typeToConfirm(deployment.label)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        <ProblemAlert error={error} />
        <DialogFoot onCancel={onCancel}>
          <Button type="submit" color={grace === '0' ? 'red' : 'pine'} disabled={!ready} loading={busy}>
            {text.action}
          </Button>
        </DialogFoot>
      </Stack>
    </form>
  );
}
