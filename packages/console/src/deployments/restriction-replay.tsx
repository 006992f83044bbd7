import { Alert, List, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { trialText } from '../messages/trial.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { type RestrictionPreview, restrictionPreviewQuery } from './deployments-api.ts';
import { type RestrictionDraft, toChange } from './restriction-draft.ts';

const PAUSE_MS = 400;
const SHOWN_ORIGINS = 5;

/** What the restriction, as it stands in the form, would have done to the calls of the last days. */
export function RestrictionReplay({
  deploymentId,
  draft,
}: {
  deploymentId: string;
  draft: RestrictionDraft;
}) {
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const { data, error } = useQuery({
    ...restrictionPreviewQuery(deploymentId, toChange(settled)),
    placeholderData: keepPreviousData,
  });
  if (error !== null) return <ProblemAlert error={error} />;
  if (data === undefined) return null;
  return <Replay preview={data} />;
}

function Replay({ preview }: { preview: RestrictionPreview }) {
  const text = trialText.replay;
  const { calls, refusedCalls, refusedOrigins, unknownCalls, refused } = preview;
  const shown = refused.slice(0, SHOWN_ORIGINS);
  return (
    <Alert color={refusedCalls > 0 ? 'orange' : 'blue'} role="status" title={text.title}>
      <Text size="sm">{sentence(preview)}</Text>
      {shown.length > 0 && (
        <List size="sm" mt={4}>
          {shown.map((one) => (
            <List.Item key={`${one.origin} ${one.code}`} style={{ overflowWrap: 'anywhere' }}>
              {one.origin ?? text.noOrigin}: {text.calls(one.calls)}
            </List.Item>
          ))}
          {refusedOrigins > shown.length && <List.Item>{text.more(refusedOrigins - shown.length)}</List.Item>}
        </List>
      )}
      {unknownCalls > 0 && unknownCalls < calls && (
        <Text size="sm" mt={4}>
          {text.unknown(unknownCalls)}
        </Text>
      )}
    </Alert>
  );
}

function sentence({ calls, refusedCalls, refusedOrigins, unknownCalls }: RestrictionPreview): string {
  const text = trialText.replay;
  if (calls === 0) return text.noCalls;
  if (unknownCalls === calls) return text.allUnknown;
  return refusedCalls === 0 ? text.none(calls) : text.refused(refusedOrigins, refusedCalls, calls);
}
