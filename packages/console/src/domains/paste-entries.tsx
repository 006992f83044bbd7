import { Button, Code, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { domainText as text } from '../messages/domains.ts';
import { t } from '../messages/index.ts';
import { checkPasted, type EntryKind } from './entry-kinds.ts';

interface PasteEntriesProps {
  kind: EntryKind;
  present: readonly string[];
  onAdd: (canonical: string[]) => void;
  onCancel: () => void;
}

/** Many entries at once, each with its verdict beside it. */
export function PasteEntries({ kind, present, onAdd, onCancel }: PasteEntriesProps) {
  const [pasted, setPasted] = useState('');
  const checked = checkPasted(pasted, kind, present);
  const valid = checked.flatMap((entry) => (entry.ok ? [entry.canonical] : []));
  return (
    <Stack gap="xs">
      <Textarea
        label={text.pasted}
        description={text.pasteHelp}
        autosize
        minRows={4}
        maxRows={12}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
        spellCheck={false}
        autoFocus
      />
      <List size="sm" spacing={4} aria-live="polite" listStyleType="none" ps={0}>
        {checked.map((entry) => (
          <List.Item key={entry.number}>
            {entry.ok ? (
              <Text size="sm" component="span">
                ✓ <Code>{entry.canonical}</Code> {entry.notices.join(' ')}
              </Text>
            ) : (
              <Text size="sm" component="span" c="var(--mantine-color-error)">
                ✗ {entry.detail}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      <Group>
        <Button disabled={valid.length === 0} onClick={() => onAdd(valid)}>
          {text.addValid(valid.length)}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t.common.cancel}
        </Button>
      </Group>
    </Stack>
  );
}
