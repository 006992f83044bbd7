import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { activityText } from '../messages/activity.ts';
import { type ActivitySearch, readActivitySearch } from './activity-search.ts';

const TYPING_MS = 350;

interface ActivityFiltersProps {
  search: ActivitySearch;
  onChange: (search: ActivitySearch) => void;
}

export function ActivityFilters({ search, onChange }: ActivityFiltersProps) {
  const text = activityText.filters;
  const set = (name: keyof ActivitySearch, value: string) =>
    onChange(readActivitySearch({ ...search, [name]: value }));
  return (
    <Group gap="sm" align="flex-end">
      <TypedFilter
        key={`action ${search.action ?? ''}`}
        label={text.action}
        placeholder="key.rotated"
        value={search.action ?? ''}
        onChange={(value) => set('action', value)}
      />
      <TypedFilter
        key={`actor ${search.actor ?? ''}`}
        label={text.actor}
        value={search.actor ?? ''}
        onChange={(value) => set('actor', value)}
      />
      <TypedFilter
        key={`target ${search.target ?? ''}`}
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
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Asks the server once the typing pauses. */
function TypedFilter({ label, placeholder = '', value, onChange }: TypedFilterProps) {
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onChange, TYPING_MS);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      w={{ base: '100%', xs: 180 }}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
      spellCheck={false}
    />
  );
}
