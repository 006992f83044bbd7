import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { MAX_LIST_ENTRIES } from '@wicketgate/core';
import { domainText as text } from '../messages/domains.ts';
import { EntryInput } from './entry-input.tsx';
import type { EntryKind } from './entry-kinds.ts';
import { EntryList } from './entry-list.tsx';
import { PasteEntries } from './paste-entries.tsx';

interface EntryEditorProps {
  kind: EntryKind;
  entries: readonly string[];
  inherited?: readonly string[];
  onChange: (entries: string[]) => void;
}

/** A list of domains or addresses: one at a time, or many pasted at once. Nothing is saved here. */
export function EntryEditor({ kind, entries, inherited = [], onChange }: EntryEditorProps) {
  const [pasting, paste] = useDisclosure();
  const add = (added: readonly string[]) => onChange([...entries, ...added]);
  return (
    <Stack gap="sm">
      <EntryList
        entries={entries}
        inherited={inherited}
        empty={kind.empty}
        onRemove={(entry) => onChange(entries.filter((other) => other !== entry))}
      />
      {entries.length > MAX_LIST_ENTRIES && (
        <Text c="red" size="sm" role="alert">
          {text.tooMany(MAX_LIST_ENTRIES)}
        </Text>
      )}
      {pasting ? (
        <PasteEntries
          kind={kind}
          present={entries}
          onAdd={(added) => {
            add(added);
            paste.close();
          }}
          onCancel={paste.close}
        />
      ) : (
        <>
          <EntryInput kind={kind} present={entries} onAdd={(entry) => add([entry])} />
          <Group>
            <Button variant="subtle" size="compact-sm" onClick={paste.open}>
              {text.pasteMany}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
