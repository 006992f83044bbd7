import { Button, Code, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explainText } from '../messages/explain.ts';
import { Facts } from '../ui/facts.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { TimeFact } from '../ui/time-fact.tsx';
import { DecisionResult } from './decision-result.tsx';
import { refusalQuery } from './explain-api.ts';
import { readRequestId } from './explain-search.ts';

const text = explainText.past;

interface PastRefusalProps {
  requestId: string | undefined;
  onAsk: (requestId: string) => void;
}

export function PastRefusal({ requestId, onAsk }: PastRefusalProps) {
  const [typed, setTyped] = useState(requestId ?? '');
  const [invalid, setInvalid] = useState(false);
  return (
    <Section title={text.title} about={text.about}>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const id = readRequestId(typed);
            setInvalid(id === null);
            if (id !== null) onAsk(id);
          }}
        >
          <Group align={invalid ? 'center' : 'flex-end'} gap="sm">
            <TextInput
              flex={1}
              miw={220}
              maw={420}
              label={text.label}
              placeholder={text.example}
              value={typed}
              error={invalid ? text.invalid : undefined}
              onChange={(event) => setTyped(event.currentTarget.value)}
              spellCheck={false}
              autoCapitalize="off"
            />
            <Button type="submit">{text.action}</Button>
          </Group>
        </form>
      </search>
      {requestId !== undefined && <Refusal key={requestId} requestId={requestId} />}
    </Section>
  );
}

function Refusal({ requestId }: { requestId: string }) {
  const { data, error } = useQuery(refusalQuery(requestId));
  if (data === undefined && error === null) return <ListSkeleton rows={1} height={160} />;
  return (
    <>
      <ProblemAlert error={error} />
      {data !== undefined && (
        <DecisionResult explanation={data} deploymentId={data.deploymentId}>
          <Facts
            facts={[
              [explainText.result.at, <TimeFact key="at" at={data.at} />],
              [text.label, <Code key="request">{data.requestId}</Code>],
              ...(data.keyId === null
                ? []
                : [[explainText.result.key, <Code key="key">{data.keyId}</Code>] as const]),
            ]}
          />
        </DecisionResult>
      )}
    </>
  );
}
