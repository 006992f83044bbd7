import { Group, NativeSelect, Switch } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { installText } from '../messages/install.ts';
import { TypedFilter } from '../ui/typed-filter.tsx';
import { type InstallSearch, readInstallSearch } from './install-search.ts';

const NOBODY_IS_ASKED_MS = 100;

interface InstallFiltersProps {
  search: InstallSearch;
  onChange: (search: InstallSearch) => void;
}

export function InstallFilters({ search, onChange }: InstallFiltersProps) {
  const text = installText.filters;
  const set = (change: Record<string, unknown>) => onChange(readInstallSearch({ ...search, ...change }));
  return (
    <Group gap="sm">
      <TypedFilter
        aria-label={text.search}
        placeholder={text.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search.q ?? ''}
        onChange={(q) => set({ q })}
        pauseMs={NOBODY_IS_ASKED_MS}
        flex="1 1 14rem"
        maw={360}
      />
      <NativeSelect
        aria-label={text.type}
        value={search.type ?? ''}
        onChange={(event) => set({ type: event.currentTarget.value })}
        data={[{ value: '', label: text.anyType }, ...options(installText.types)]}
      />
      <NativeSelect
        aria-label={text.environment}
        value={search.environment ?? ''}
        onChange={(event) => set({ environment: event.currentTarget.value })}
        data={[{ value: '', label: text.anyEnvironment }, ...options(installText.environments)]}
      />
      <Switch
        label={text.revoked}
        checked={search.revoked === true}
        onChange={(event) => set({ revoked: event.currentTarget.checked })}
      />
    </Group>
  );
}

function options(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
