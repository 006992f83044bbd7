import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { activityText } from '../messages/activity.ts';
import { type ActivitySearch, readActivitySearch } from './activity-search.ts';

const TYPING_MS = 350;

const text = activityText.filters;

interface ActivityFiltersProps {
  search: ActivitySearch;
  onChange: (search: ActivitySearch) => void;
}

export function ActivityFilters({ search, onChange }: ActivityFiltersProps) {
  const set = (name: keyof ActivitySearch, value: string) =>
    onChange(readActivitySearch({ ...search, [name]: value }));
  return (
    <Group gap="sm" align="flex-end">
      <TypedFilter
        name="action"
        label={text.action}
        placeholder="key.rotated"
        value={search.action ?? ''}
        onChange={(value) => set('action', value)}
      />
      <TypedFilter
        name="actor"
        label={text.actor}
        value={search.actor ?? ''}
        onChange={(value) => set('actor', value)}
      />
      <TypedFilter
        name="target"
        label={text.target}
        value={search.target ?? ''}
        onChange={(value) => set('target', value)}
      />
      <TextInput
        type="date"
        label={text.from}
        value={search.from ?? ''}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={text.to}
        value={search.to ?? ''}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
      <Button variant="subtle" disabled={Object.keys(search).length === 0} onClick={() => onChange({})}>
        {text.clear}
      </Button>
    </Group>
  );
}

interface TypedFilterProps {
  name: 'action' | 'actor' | 'target';
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Asks the server once the typing pauses; follows what is filtered by from elsewhere. */
function TypedFilter({ name, label, placeholder = '', value, onChange }: TypedFilterProps) {
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  const told = useRef(value);
  const understand = (words: string) => readActivitySearch({ [name]: words })[name] ?? '';
  const tell = useDebouncedCallback((words: string) => {
    told.current = understand(words);
    setAsked(words);
    onChange(words);
  }, TYPING_MS);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
    setAsked(value);
  }, [value]);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      error={asked !== understand(asked) && text.odd[name]}
      w={{ base: '100%', xs: 180 }}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
      spellCheck={false}
    />
  );
}
