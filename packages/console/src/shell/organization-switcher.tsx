import { NativeSelect, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../account/use-session.ts';
import { chooseOrganization } from '../api/chosen-organization.ts';
import { t } from '../messages/index.ts';
import { clearNotices } from '../ui/notify.ts';

/** The name of the organization, and a choice where there are several. */
export function OrganizationSwitcher() {
  const { organizations, organization } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  if (organization === null) return null;
  if (organizations.length === 1) {
    return (
      <Text size="sm" c="dimmed" truncate maw={220} visibleFrom="xs">
        {organization.name}
      </Text>
    );
  }
  const change = async (id: string) => {
    chooseOrganization(id);
    // Nothing of the other organization may be on the next page, not even until its own things have come.
    queries.removeQueries({ type: 'inactive' });
    clearNotices();
    await navigate({ to: '/chatbots' });
    await queries.resetQueries();
  };
  return (
    <NativeSelect
      aria-label={t.shell.organization}
      size="xs"
      maw={{ base: 120, xs: 220 }}
      value={organization.id}
      onChange={(event) => change(event.currentTarget.value)}
      data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
