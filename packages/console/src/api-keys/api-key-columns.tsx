import { Badge, Checkbox, Code, Group, Text } from '@mantine/core';
import { IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { apiKeyText as text } from '../messages/api-keys.ts';
import type { Column } from '../ui/data-table.tsx';
import { IconAct } from '../ui/icon-act.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { TimeFact } from '../ui/time-fact.tsx';
import type { ApiKey } from './api-keys-api.ts';
import { isUnused } from './is-unused.ts';

const colors = { active: 'green', retiring: 'yellow', revoked: 'gray' } as const;

interface ApiKeyColumnsOptions {
  nowMs: number;
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  onEdit: (apiKey: ApiKey) => void;
  onRotate: (apiKey: ApiKey) => void;
  onDelete: (apiKey: ApiKey) => void;
}

export function apiKeyColumns(options: ApiKeyColumnsOptions): Column<ApiKey>[] {
  const { nowMs, selected, toggle } = options;
  const { columns } = text;
  return [
    {
      id: 'select',
      title: columns.select,
      quiet: true,
      cell: ({ id, label }) => (
        <Checkbox aria-label={text.select(label)} checked={selected.has(id)} onChange={() => toggle(id)} />
      ),
    },
    { id: 'label', title: columns.label, heads: true, cell: ({ label }) => <Text fw={600}>{label}</Text> },
    {
      id: 'key',
      title: columns.key,
      cell: ({ preview }) => <Code style={{ whiteSpace: 'nowrap' }}>{preview}</Code>,
    },
    { id: 'scopes', title: columns.scopes, cell: ({ scopes }) => <Text size="sm">{scopes.join(', ')}</Text> },
    { id: 'created', title: columns.created, cell: ({ createdAt }) => <TimeAgo at={createdAt} never="" /> },
    {
      id: 'lastUsed',
      title: columns.lastUsed,
      cell: ({ lastUsedAt }) => <TimeAgo at={lastUsedAt} never={text.neverUsed} />,
    },
    {
      id: 'status',
      title: columns.status,
      cell: (apiKey) => (
        <Group gap={4}>
          <Badge color={colors[apiKey.status]} variant="light" flex="none">
            {text.statuses[apiKey.status]}
          </Badge>
          {isUnused(apiKey, nowMs) && (
            <Badge color="orange" variant="light" flex="none">
              {text.unused}
            </Badge>
          )}
          {apiKey.expiresAt !== null && (
            <Text size="sm" c="dimmed">
              {columns.expires} <TimeFact at={apiKey.expiresAt} />
            </Text>
          )}
        </Group>
      ),
    },
    {
      id: 'actions',
      title: columns.actions,
      quiet: true,
      cell: (apiKey) => <Actions apiKey={apiKey} options={options} />,
    },
  ];
}

function Actions({ apiKey, options }: { apiKey: ApiKey; options: ApiKeyColumnsOptions }) {
  const { label } = apiKey;
  return (
    <Group gap={4} wrap="nowrap">
      {apiKey.status !== 'revoked' && (
        <>
          <IconAct label={text.edit(label)} onClick={() => options.onEdit(apiKey)}>
            <IconPencil size={18} />
          </IconAct>
          <IconAct label={text.rotate(label)} onClick={() => options.onRotate(apiKey)}>
            <IconRefresh size={18} />
          </IconAct>
        </>
      )}
      <IconAct label={text.delete(label)} color="red" onClick={() => options.onDelete(apiKey)}>
        <IconTrash size={18} />
      </IconAct>
    </Group>
  );
}
