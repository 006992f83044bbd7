import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { explainText } from '../messages/explain.ts';
import { activeDeploymentsQuery, type NamedDeployment } from '../settings/active-deployments-query.ts';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { parseAddress } from '../ui/parse-address.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { DecisionResult } from './decision-result.tsx';
import { type HypotheticalCall, hypotheticalQuery } from './explain-api.ts';

const text = explainText.hypothetical;

interface HypotheticalProps {
  call: HypotheticalCall | undefined;
  onAsk: (call: HypotheticalCall) => void;
}

export function Hypothetical({ call, onAsk }: HypotheticalProps) {
  const { data, error, refetch } = useQuery(activeDeploymentsQuery());
  return (
    <Section title={text.title} about={text.about}>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={1} height={120} />}
      {data?.length === 0 && <Text c="dimmed">{text.none}</Text>}
      {data !== undefined && data.length > 0 && (
        <CallForm key={JSON.stringify(call)} call={call} deployments={data} onAsk={onAsk} />
      )}
      {call !== undefined && <Answer call={call} />}
    </Section>
  );
}

interface CallFormProps extends HypotheticalProps {
  deployments: readonly NamedDeployment[];
}

function CallForm({ call, deployments, onAsk }: CallFormProps) {
  const [first] = deployments;
  const form = useForm({
    initialValues: {
      deployment: call?.deployment ?? (deployments.length === 1 ? (first?.id ?? '') : ''),
      origin: call?.origin ?? '',
      ip: call?.ip ?? '',
    },
    validate: { deployment: (id) => (id === '' ? text.required : null) },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ deployment, origin, ip }) =>
        onAsk({
          deployment,
          ...(origin.trim() === '' ? {} : { origin: asOrigin(origin.trim()) }),
          ...(ip.trim() === '' ? {} : { ip: ip.trim() }),
        }),
      )}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, md: 3 }} style={{ alignItems: 'end' }}>
          <NativeSelect
            label={text.deployment}
            data={[
              { value: '', label: text.choose, disabled: true },
              ...deployments.map(({ id, label, chatbotName }) => ({
                value: id,
                label: `${label} (${chatbotName})`,
              })),
            ]}
            {...form.getInputProps('deployment')}
          />
          <TextInput
            label={text.origin}
            description={text.originHelp}
            placeholder={text.originExample}
            maxLength={2048}
            spellCheck={false}
            autoCapitalize="off"
            {...form.getInputProps('origin')}
          />
          <TextInput
            label={text.ip}
            description={text.ipHelp}
            placeholder={text.ipExample}
            maxLength={100}
            spellCheck={false}
            {...form.getInputProps('ip')}
          />
        </SimpleGrid>
        <Group>
          <Button type="submit">{text.action}</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** People paste the address of a page; browsers send its origin. What is no address is asked about as it stands. */
function asOrigin(typed: string): string {
  const address = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
  const origin = parseAddress(address)?.origin;
  return origin === undefined || origin === 'null' ? typed : origin;
}

function Answer({ call }: { call: HypotheticalCall }) {
  const { data, error } = useQuery(hypotheticalQuery(call));
  if (data === undefined && error === null) return <ListSkeleton rows={1} height={160} />;
  return (
    <>
      <ProblemAlert error={error} />
      {data !== undefined && <DecisionResult explanation={data} deploymentId={call.deployment} />}
    </>
  );
}
