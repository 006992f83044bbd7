import { Alert, Button, Code, FileButton, Group, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCertificate,
  IconDownload,
  IconFileSearch,
  IconShieldCheck,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { activityText } from '../messages/activity.ts';
import { locale } from '../messages/pick.ts';
import { downloadText } from '../settings/csv.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { createCheckpoint, exportTrail, readCheckpoint, type Verdict, verifyTrail } from './trail-api.ts';

const text = activityText.trail;

/** Whether the trail can be believed, and what one needs to ask that elsewhere. */
export function TrailSection() {
  const verify = useMutation({
    mutationFn: async (file: File | null) => {
      if (file === null) return verifyTrail(null);
      const checkpoint = readCheckpoint(await file.text());
      return checkpoint === null ? null : verifyTrail(checkpoint);
    },
  });
  const once = useIdempotencyKey();
  const save = useMutation({
    mutationFn: async (what: 'checkpoint' | 'csv' | 'jsonl') => {
      if (what !== 'checkpoint') return downloadText(`activity.${what}`, await exportTrail(what));
      const checkpoint = await createCheckpoint(once.headers());
      once.renew();
      downloadText('checkpoint.json', `${JSON.stringify(checkpoint, null, 2)}\n`);
    },
  });
  const saving = save.isPending ? save.variables : null;
  return (
    <Section title={text.title} about={text.about}>
      <Group gap="sm">
        <Button
          leftSection={<IconShieldCheck size={18} aria-hidden />}
          loading={verify.isPending}
          onClick={() => verify.mutate(null)}
        >
          {text.verify}
        </Button>
        <FileButton accept="application/json" onChange={(file) => file !== null && verify.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileSearch size={18} aria-hidden />}>
              {text.compare}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconCertificate size={18} aria-hidden />}
          loading={saving === 'checkpoint'}
          onClick={() => save.mutate('checkpoint')}
        >
          {text.checkpoint}
        </Button>
        {(['jsonl', 'csv'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={saving === format}
            onClick={() => save.mutate(format)}
          >
            {text.exportAs[format]}
          </Button>
        ))}
      </Group>
      <ProblemAlert error={verify.error ?? save.error} />
      {verify.data === null && (
        <Alert role="alert" color="red">
          {text.notACheckpoint}
        </Alert>
      )}
      {verify.data != null && <VerdictNote verdict={verify.data} />}
    </Section>
  );
}

function VerdictNote({ verdict: { checked, firstBad } }: { verdict: Verdict }) {
  if (firstBad === null) {
    const count = checked.toLocaleString(locale);
    return (
      <Alert role="status" color="green" icon={<IconShieldCheck aria-hidden />} title={text.valid(count)}>
        {text.validDetail}
      </Alert>
    );
  }
  const { id, sequence, reason, detail } = firstBad;
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={text.invalid}>
      <Stack gap={4}>
        <Text size="sm">{text.invalidDetail(sequence.toLocaleString(locale), id ?? text.noEvent)}</Text>
        <Text size="sm">
          {detail} <Code>{reason}</Code>
        </Text>
      </Stack>
    </Alert>
  );
}
