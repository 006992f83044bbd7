import { Button, Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Deployment } from '../deployments/deployments-api.ts';
import { RotateDialog } from '../deployments/rotate-dialog.tsx';
import { installText as text } from '../messages/install.ts';
import { DataTable } from '../ui/data-table.tsx';
import { useShownAtOnce } from '../ui/use-shown-at-once.ts';
import { deploymentColumns } from './deployment-columns.tsx';
import { InstallFilters } from './install-filters.tsx';
import { filterDeployments, sortOf, withSort } from './install-search.ts';

const route = getRouteApi('/shell/chatbots/$chatbotId/install');

/** The table with its filters, which stand in the address. */
export function DeploymentsList({ deployments }: { deployments: readonly Deployment[] }) {
  const navigate = route.useNavigate();
  const [search, setSearch] = useShownAtOnce(route.useSearch(), (next) =>
    navigate({ search: next, replace: true }),
  );
  const [rotating, setRotating] = useState<Deployment | null>(null);
  const rows = filterDeployments(deployments, search);
  return (
    <Stack>
      <InstallFilters search={search} onChange={setSearch} />
      {rows.length === 0 ? (
        <Group>
          <Text c="dimmed">{text.noMatch}</Text>
          <Button variant="subtle" size="compact-sm" onClick={() => navigate({ search: {} })}>
            {text.clearFilters}
          </Button>
        </Group>
      ) : (
        <DataTable
          caption={text.caption}
          columns={deploymentColumns(setRotating)}
          rows={rows}
          rowId={(deployment) => deployment.id}
          sort={sortOf(search)}
          onSort={(sort) => setSearch(withSort(search, sort))}
        />
      )}
      {rotating !== null && <RotateDialog deployment={rotating} onClose={() => setRotating(null)} />}
    </Stack>
  );
}
