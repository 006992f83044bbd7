import { Button, Group, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { domainText as text } from '../messages/domains.ts';
import { t } from '../messages/index.ts';
import type { CheckedEntry, EntryKind } from './entry-kinds.ts';

interface EntryInputProps {
  kind: EntryKind;
  present: readonly string[];
  onAdd: (canonical: string) => void;
}

/** One entry, judged while it is typed: what it will become, or why it cannot. */
export function EntryInput({ kind, present, onAdd }: EntryInputProps) {
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(false);
  const checked = typed.trim() === '' ? null : kind.check(typed);
  const verdict = checked === null ? null : judge(checked, present);
  const add = () => {
    if (checked?.ok !== true || verdict?.error !== undefined) return setLeft(true);
    onAdd(checked.canonical);
    setTyped('');
    setLeft(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Enter adds the entry; it does not send the form around it.
    event.preventDefault();
    add();
  };
  return (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        label={kind.label}
        placeholder={kind.example}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setLeft(false);
        }}
        onBlur={() => setLeft(true)}
        onKeyDown={onKeyDown}
        // While somebody is still typing, half a domain is no mistake yet.
        error={left ? verdict?.error : undefined}
        description={verdict?.preview ?? '\u00a0'}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      <Button variant="default" mt={25} onClick={add}>
        {t.common.add}
      </Button>
    </Group>
  );
}

function judge(checked: CheckedEntry, present: readonly string[]): { preview?: string; error?: string } {
  if (!checked.ok) return { error: checked.detail };
  if (present.includes(checked.canonical)) return { error: `${checked.canonical} ${text.already}` };
  return { preview: [text.becomes(checked.canonical), ...checked.notices].join('. ') };
}
