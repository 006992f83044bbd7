import { Group, NativeSelect, SegmentedControl } from '@mantine/core';
import type { Deployment } from '../deployments/deployments-api.ts';
import { rejectionText } from '../messages/rejections.ts';
import { type RejectionSearch, readRejectionSearch } from './rejection-search.ts';

interface RejectionFiltersProps {
  search: RejectionSearch;
  deployments: readonly Deployment[];
  onChange: (search: RejectionSearch) => void;
}

export function RejectionFilters({ search, deployments, onChange }: RejectionFiltersProps) {
  const text = rejectionText.filters;
  const set = (change: Record<string, unknown>) => onChange(readRejectionSearch({ ...search, ...change }));
  return (
    <Group gap="sm">
      <SegmentedControl
        aria-label={text.status}
        value={search.status ?? 'open'}
        onChange={(status) => set({ status })}
        data={Object.entries(text.statuses).map(([value, label]) => ({ value, label }))}
      />
      <NativeSelect
        aria-label={text.deployment}
        value={search.deployment ?? ''}
        onChange={(event) => set({ deployment: event.currentTarget.value })}
        data={[
          { value: '', label: text.anyDeployment },
          ...deployments.map(({ id, label }) => ({ value: id, label })),
        ]}
        maw="100%"
      />
    </Group>
  );
}
