import { Code, Stack } from '@mantine/core';
import { IconHeartbeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { healthText as text } from '../messages/health.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { EmptyNote } from '../ui/empty-note.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { type Finding, healthQuery } from './health-api.ts';
import { UnusedKeys } from './unused-keys.tsx';

export function HealthPage(): ReactNode {
  const { data, error, refetch } = useQuery(healthQuery());
  const kinds = Object.keys(text.kinds);
  return (
    <Stack gap="md">
      <PageHeader title={text.title} about={text.about} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={3} height={120} />}
      {data?.findings.length === 0 && (
        <EmptyNote icon={<IconHeartbeat />} title={text.fineTitle}>
          {text.fine}
        </EmptyNote>
      )}
      {kinds.map((kind) => {
        const findings = data?.findings.filter((finding) => finding.kind === kind) ?? [];
        return findings.length === 0 ? null : <KindSection key={kind} kind={kind} findings={findings} />;
      })}
    </Stack>
  );
}

function KindSection({ kind, findings }: { kind: string; findings: readonly Finding[] }) {
  const { title, about } = text.kinds[kind] ?? { title: kind, about: '' };
  const columns: Column<Finding>[] = [
    { id: 'what', title: text.columns.what, heads: true, cell: (finding) => <What finding={finding} /> },
    ...(findings.some(({ preview }) => preview !== null) ? [keyColumn] : []),
    { id: 'since', title: text.columns.since, cell: ({ since }) => <TimeAgo at={since} never="" /> },
  ];
  return (
    <Section title={`${title} (${findings.length})`} about={about}>
      {kind === 'key_unused' ? (
        <UnusedKeys caption={text.caption(title)} columns={columns} findings={findings} />
      ) : (
        <DataTable
          caption={text.caption(title)}
          columns={columns}
          rows={findings}
          rowId={({ subject }) => subject.id}
        />
      )}
    </Section>
  );
}

const keyColumn: Column<Finding> = {
  id: 'key',
  title: text.columns.key,
  cell: ({ preview }) => <Code style={{ whiteSpace: 'nowrap' }}>{preview}</Code>,
};

/** Leads to where it can be mended. */
function What({ finding: { subject, label, chatbotId, deploymentId } }: { finding: Finding }) {
  if (chatbotId !== null && deploymentId !== null) {
    return (
      <AnchorLink to="/chatbots/$chatbotId/install/$deploymentId" params={{ chatbotId, deploymentId }}>
        {label}
      </AnchorLink>
    );
  }
  if (subject.type === 'signing_secret' && chatbotId !== null) {
    return (
      <AnchorLink to="/chatbots/$chatbotId/identity" params={{ chatbotId }}>
        {label}
      </AnchorLink>
    );
  }
  return <AnchorLink to="/settings/api-keys">{label}</AnchorLink>;
}
