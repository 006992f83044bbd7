import { Alert, Button, Code, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { rotationText } from '../messages/rotation.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Section } from '../ui/section.tsx';
import type { NamedDeployment } from './active-deployments-query.ts';
import { downloadText, toCsv } from './csv.ts';
import type { rotateOrganization } from './organization-api.ts';
import { RotationProgress } from './rotation-progress.tsx';

type Rotation = Awaited<ReturnType<typeof rotateOrganization>>['rotations'][number];

interface RotatedKeysProps {
  rotations: readonly Rotation[];
  /** As they were counted before. */
  deployments: readonly NamedDeployment[];
}

/** All new keys, this once. Leaving before they are downloaded asks first. */
export function RotatedKeys({ rotations, deployments }: RotatedKeysProps) {
  const text = rotationText.everything;
  const [downloaded, setDownloaded] = useState(false);
  useBlocker({
    shouldBlockFn: () => !downloaded && !window.confirm(text.leaveWarning),
    enableBeforeUnload: () => !downloaded,
  });
  const rows = rotations.map(({ deploymentId, key }) => ({
    id: deploymentId,
    named: deployments.find(({ id }) => id === deploymentId),
    secret: key.secret ?? key.preview,
  }));
  const download = () => {
    const lines = rows.map(({ id, named, secret }) => [
      id,
      named?.chatbotName ?? '',
      named?.label ?? '',
      secret,
    ]);
    downloadText(text.fileName, toCsv([['deploymentId', 'chatbot', 'deployment', 'key'], ...lines]));
    setDownloaded(true);
  };
  return (
    <Section title={text.doneTitle(rows.length)}>
      <RotationProgress rotated={rows.length} count={rows.length} />
      <Alert color="yellow">{text.once}</Alert>
      <Group>
        <Button leftSection={<IconDownload size={18} aria-hidden />} onClick={download}>
          {text.download}
        </Button>
      </Group>
      <DataTable
        caption={text.caption}
        rows={rows}
        rowId={({ id }) => id}
        columns={[
          { id: 'deployment', title: text.deployment, cell: ({ id, named }) => named?.label ?? id },
          { id: 'chatbot', title: text.chatbot, cell: ({ named }) => named?.chatbotName ?? '–' },
          {
            id: 'key',
            title: text.key,
            cell: ({ secret }) => <Code style={{ overflowWrap: 'anywhere' }}>{secret}</Code>,
          },
        ]}
      />
    </Section>
  );
}
