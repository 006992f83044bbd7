import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeyText as text } from '../messages/api-keys.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { useNow } from '../ui/use-now.ts';
import { apiKeyColumns } from './api-key-columns.tsx';
import { type ApiKey, apiKeysQuery, deleteApiKey } from './api-keys-api.ts';
import { isUnused } from './is-unused.ts';

interface ApiKeysListProps {
  apiKeys: readonly ApiKey[];
  onEdit: (apiKey: ApiKey) => void;
  onRotate: (apiKey: ApiKey) => void;
}

/** The keys; some of them can be chosen and deleted in one go. */
export function ApiKeysList({ apiKeys, onEdit, onRotate }: ApiKeysListProps) {
  const queries = useQueryClient();
  const nowMs = useNow();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const unused = apiKeys.filter((apiKey) => isUnused(apiKey, nowMs));
  const chosen = apiKeys.filter(({ id }) => selected.has(id));
  const remove = (doomed: readonly ApiKey[]) =>
    confirmAct({
      title: text.deleteTitle,
      effect: text.deleteEffect(doomed.map(({ label }) => `“${label}”`).join(', ')),
      action: text.deleteTitle,
      done: text.deleted(doomed.length),
      act: async () => {
        try {
          for (const { id } of doomed) await deleteApiKey(id);
        } finally {
          // Also when one of them could not be deleted: those before it are gone.
          setSelected(new Set());
          await queries.invalidateQueries({ queryKey: apiKeysQuery().queryKey });
        }
      },
    });
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return (
    <Stack>
      {unused.length > 0 && (
        <Alert color="orange">
          <Group justify="space-between">
            <Text size="sm">{text.unusedNote(unused.length)}</Text>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setSelected(new Set(unused.map(({ id }) => id)))}
            >
              {text.selectUnused}
            </Button>
          </Group>
        </Alert>
      )}
      {chosen.length > 0 && (
        <Group>
          <Text size="sm" role="status">
            {text.selected(chosen.length)}
          </Text>
          <Button size="compact-sm" color="red" variant="light" onClick={() => remove(chosen)}>
            {text.deleteSelected}
          </Button>
        </Group>
      )}
      <DataTable
        caption={text.caption}
        columns={apiKeyColumns({
          nowMs,
          selected,
          toggle,
          onEdit,
          onRotate,
          onDelete: (key) => remove([key]),
        })}
        rows={apiKeys}
        rowId={({ id }) => id}
      />
    </Stack>
  );
}
