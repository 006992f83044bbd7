import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSession } from '../account/use-session.ts';
import { deleteApiKey } from '../api-keys/api-keys-api.ts';
import { endKey } from '../deployments/deployments-api.ts';
import { healthText } from '../messages/health.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import type { Finding } from './health-api.ts';

const text = healthText.unused;
/** More names than these nobody reads before a button. */
const MOST_NAMED = 10;

interface UnusedKeysProps {
  caption: string;
  columns: readonly Column<Finding>[];
  findings: readonly Finding[];
}

/** Keys that nobody used for long; whoever may end all of them chooses some and ends them in one go. */
export function UnusedKeys({ caption, columns, findings }: UnusedKeysProps): ReactNode {
  const queries = useQueryClient();
  const { organization } = useSession();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = findings.filter(({ subject }) => selected.has(subject.id));
  const mayEnd = organization?.role === 'owner' || organization?.role === 'admin';
  const remove = () =>
    confirmAct({
      title: text.title,
      effect: text.effect(chosen.slice(0, MOST_NAMED).map(nameOf), Math.max(0, chosen.length - MOST_NAMED)),
      action: text.action(chosen.length),
      done: text.done(chosen.length),
      act: async () => {
        const outcomes = await Promise.allSettled(chosen.map(endFound));
        setSelected(new Set());
        await Promise.all(
          ['health-report', 'api-keys', 'deployments'].map((key) =>
            queries.invalidateQueries({ queryKey: [key] }),
          ),
        );
        const refused = outcomes.find((outcome) => outcome.status === 'rejected');
        if (refused !== undefined) throw refused.reason;
      },
    });
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const select: Column<Finding> = {
    id: 'select',
    title: text.selectColumn,
    quiet: true,
    cell: (finding) => (
      <Checkbox
        aria-label={text.select(nameOf(finding))}
        checked={selected.has(finding.subject.id)}
        onChange={() => toggle(finding.subject.id)}
      />
    ),
  };
  return (
    <>
      {mayEnd && (
        <Group gap="sm">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setSelected(new Set(findings.map(({ subject }) => subject.id)))}
          >
            {text.selectAll(findings.length)}
          </Button>
          {chosen.length > 0 && (
            <>
              <Button size="compact-sm" color="red" variant="light" onClick={remove}>
                {text.remove}
              </Button>
              <Text size="sm" role="status">
                {text.selected(chosen.length)}
              </Text>
            </>
          )}
        </Group>
      )}
      <DataTable
        caption={caption}
        columns={mayEnd ? [select, ...columns] : columns}
        rows={findings}
        rowId={({ subject }) => subject.id}
      />
    </>
  );
}

function endFound({ subject }: Finding): Promise<unknown> {
  return subject.type === 'api_key' ? deleteApiKey(subject.id) : endKey(subject.id);
}

/** Several keys may have one label; the end of the key tells them apart. */
function nameOf({ label, preview }: Finding): string {
  return preview === null || preview === label ? `“${label}”` : `“${label}” (${preview})`;
}
