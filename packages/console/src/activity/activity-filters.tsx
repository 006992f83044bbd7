import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { activityText } from '../messages/activity.ts';
import { TypedFilter } from '../ui/typed-filter.tsx';
import { type ActivitySearch, readActivitySearch } from './activity-search.ts';

const text = activityText.filters;

interface ActivityFiltersProps {
  search: ActivitySearch;
  onChange: (search: ActivitySearch) => void;
}

export function ActivityFilters({ search, onChange }: ActivityFiltersProps) {
  const [clears, setClears] = useState(0);
  const set = (name: keyof ActivitySearch, value: string) =>
    onChange(readActivitySearch({ ...search, [name]: value }));
  return (
    <Group gap="sm" align="flex-end">
      {(['action', 'actor', 'target'] as const).map((name) => (
        <TypedFilter
          // Anew once they are cleared, with what was not understood, or not told yet.
          key={`${name} ${clears}`}
          label={text[name]}
          placeholder={name === 'action' ? 'key.rotated' : ''}
          value={search[name] ?? ''}
          onChange={(words) => set(name, words)}
          understand={(words) => readActivitySearch({ [name]: words })[name] ?? ''}
          odd={text.odd[name]}
          w={{ base: '100%', xs: 180 }}
          spellCheck={false}
        />
      ))}
      {(['from', 'to'] as const).map((name) => (
        <TypedFilter
          key={`${name} ${clears}`}
          type="date"
          label={text[name]}
          value={search[name] ?? ''}
          onChange={(day) => set(name, day)}
          understand={(day) => readActivitySearch({ [name]: day })[name] ?? ''}
        />
      ))}
      <Button
        variant="subtle"
        onClick={() => {
          setClears(clears + 1);
          onChange({});
        }}
      >
        {text.clear}
      </Button>
    </Group>
  );
}
