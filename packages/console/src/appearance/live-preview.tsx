import { Alert, Group, SegmentedControl, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createPreview, type Deployment } from '../deployments/deployments-api.ts';
import { appearanceText } from '../messages/appearance.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import classes from './appearance-form.module.css';
import { type AppearanceValues, toWidgetChange, validate } from './appearance-values.ts';
import { PreviewFrame, type PreviewRefusal } from './preview-frame.tsx';

const text = appearanceText.preview;
const TYPING_MS = 500;
/** A token lasts ten minutes; the next one is there before. */
const RENEW_MS = 8 * 60_000;

interface LivePreviewProps {
  deployment: Deployment;
  values: AppearanceValues;
}

/** The real widget with a token that carries what is not saved yet. */
export function LivePreview({ deployment: { id, chatbotId }, values }: LivePreviewProps) {
  const own = useComputedColorScheme('light');
  const [chosen, setChosen] = useState<'light' | 'dark' | null>(null);
  const [refusal, setRefusal] = useState<PreviewRefusal | null>(null);
  const valid = Object.keys(validate(values)).length === 0;
  const [widget] = useDebouncedValue(JSON.stringify(toWidgetChange(values)), TYPING_MS);
  const { data, error, refetch } = useQuery({
    queryKey: ['preview', id, widget],
    queryFn: () => createPreview(id, JSON.parse(widget)),
    enabled: valid,
    placeholderData: keepPreviousData,
    staleTime: RENEW_MS,
    refetchInterval: RENEW_MS,
    gcTime: 0,
    retry: false,
  });
  const scheme = chosen ?? own;
  const secret = data?.preview.secret;
  return (
    <div className={classes['preview']}>
      <Section title={text.title}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {text.scheme}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={text.scheme}
            value={scheme}
            onChange={(value) => setChosen(value as 'light' | 'dark')}
            data={[
              { value: 'light', label: text.light },
              { value: 'dark', label: text.dark },
            ]}
          />
        </Group>
        <ProblemAlert error={error} onRetry={refetch} />
        <Stack gap="xs">
          {secret !== undefined && (
            <PreviewFrame
              title={text.frame}
              shown={{
                key: secret,
                chatbotId,
                scheme,
                followsSystem: values.colorScheme === 'auto',
              }}
              onRefusal={setRefusal}
            />
          )}
          <Text size="xs" c="dimmed">
            {text.about}
          </Text>
          {!valid && (
            <Text size="sm" c="dimmed" role="status">
              {text.invalid}
            </Text>
          )}
          {refusal !== null && (
            <Alert color="yellow" title={text.refused} role="status">
              {refusal.detail}
            </Alert>
          )}
        </Stack>
      </Section>
    </div>
  );
}
