import { Group, NativeSelect, SegmentedControl } from '@mantine/core';
import type { Deployment } from '../deployments/deployments-api.ts';
import { usageText } from '../messages/usage.ts';
import { RANGES, readUsageSearch, spanOf, type UsageSearch } from './usage-search.ts';

const text = usageText.filters;

interface UsageFiltersProps {
  search: UsageSearch;
  deployments: readonly Deployment[];
  /** Those that can be compared. */
  keys: readonly { id: string; name: string }[];
  onChange: (search: UsageSearch) => void;
}

export function UsageFilters({ search, deployments, keys, onChange }: UsageFiltersProps) {
  const set = (change: Record<string, unknown>) => onChange(readUsageSearch({ ...search, ...change }));
  const { range, interval } = spanOf(search);
  return (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        aria-label={text.range}
        value={range}
        onChange={(chosen) => set({ range: chosen, interval: undefined })}
        data={RANGES.map((name) => ({ value: name, label: text.ranges[name] }))}
      />
      <NativeSelect
        label={text.interval}
        value={interval}
        onChange={(event) => set({ interval: event.currentTarget.value })}
        data={Object.entries(text.intervals).map(([value, label]) => ({ value, label }))}
      />
      <NativeSelect
        label={text.deployment}
        value={search.deployment ?? ''}
        onChange={(event) =>
          set({ deployment: event.currentTarget.value, key: undefined, compare: undefined })
        }
        data={[
          { value: '', label: text.allDeployments },
          ...deployments.map(({ id, label }) => ({ value: id, label })),
        ]}
        maw={240}
      />
      {keys.length > 1 && (
        <NativeSelect
          label={text.key}
          value={search.key ?? ''}
          onChange={(event) => set({ key: event.currentTarget.value, compare: undefined })}
          data={[{ value: '', label: text.allKeys }, ...options(keys)]}
          maw={260}
        />
      )}
      {search.key !== undefined && keys.length > 1 && (
        <NativeSelect
          label={text.compare}
          value={search.compare ?? ''}
          onChange={(event) => set({ compare: event.currentTarget.value })}
          data={[{ value: '', label: text.noKey }, ...options(keys.filter(({ id }) => id !== search.key))]}
          maw={260}
        />
      )}
    </Group>
  );
}

function options(keys: UsageFiltersProps['keys']) {
  return keys.map(({ id, name }) => ({ value: id, label: name }));
}
