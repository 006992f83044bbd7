import { Alert, Anchor, Button, Code, Group, List, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ChangedSince } from '../api/changed-since.ts';
import { NoAnswer, NoAnswerInTime } from '../api/fetch-answer.ts';
import { isProblem, isSignedOut } from '../api/query-client.ts';
import { t } from '../messages/index.ts';
import { CopyIcon } from './copy-icon.tsx';

const noConnection = { title: t.common.noConnection, detail: t.common.noConnectionDetail };
const noAnswerInTime = { title: t.common.noAnswerInTime, detail: t.common.noAnswerInTimeDetail };
const changedSince = { title: t.common.changedSince, detail: t.common.changedSinceDetail };
const signedOut = { title: t.common.signedOut, detail: t.common.signedOutDetail };
const unexpected = { title: t.common.unexpected, detail: t.common.unexpectedDetail };

/** Why something did not happen: what to change, and the request id to quote. Nothing without an error. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error === null || error === undefined) return null;
  const problem = isProblem(error) ? error.problem : null;
  const fault = isSignedOut(error) ? signedOut : (problem ?? faultOf(error));
  const errors = problem?.errors ?? [];
  return (
    <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden />} title={fault.title}>
      <Text size="sm">{fault.detail}</Text>
      {fault === signedOut && (
        // Not the router's: a refusal stands in dialogs that are outside of it, too.
        <Anchor href="/console/sign-in" target="_blank" size="sm">
          {t.common.signInElsewhere}
        </Anchor>
      )}
      {errors.length > 1 && (
        <List size="sm" mt="xs">
          {errors.map(({ pointer, detail }) => (
            <List.Item key={pointer + detail}>
              <Code>{pointer}</Code> {detail}
            </List.Item>
          ))}
        </List>
      )}
      {problem !== null && problem.requestId !== '' && (
        <Group gap={4} mt="xs">
          <Text size="xs">{t.common.requestId}</Text>
          <Code>{problem.requestId}</Code>
          <CopyIcon text={problem.requestId} what={t.common.requestId} />
        </Group>
      )}
      {onRetry !== undefined && (
        <Button size="xs" mt="xs" variant="default" onClick={onRetry}>
          {t.common.tryAgain}
        </Button>
      )}
    </Alert>
  );
}

/** What to say of an error that is no answer of the server. */
function faultOf(error: unknown) {
  if (error instanceof ChangedSince) return changedSince;
  if (error instanceof NoAnswerInTime) return noAnswerInTime;
  return error instanceof NoAnswer ? noConnection : unexpected;
}
