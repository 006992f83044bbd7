import { NativeSelect, Text } from '@mantine/core';
import { useSession } from '../account/use-session.ts';
import { addressOfOrganization } from '../api/chosen-organization.ts';
import { t } from '../messages/index.ts';

/** The name of the organization, and a choice where there are several. */
export function OrganizationSwitcher() {
  const { organizations, organization } = useSession();
  if (organization === null) return null;
  if (organizations.length === 1) {
    return (
      <Text size="sm" c="dimmed" truncate maw={220} visibleFrom="xs">
        {organization.name}
      </Text>
    );
  }
  // A page of its own: nothing that was shown, remembered or under way in the one comes up in the other. Whoever is asked
  // whether to leave, and stays, has chosen nothing.
  const change = (id: string) => window.location.assign(addressOfOrganization(id));
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
