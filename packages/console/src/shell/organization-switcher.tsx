import { NativeSelect, Text } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useSession } from '../account/use-session.ts';
import { chooseOrganization } from '../api/chosen-organization.ts';
import { t } from '../messages/index.ts';

/** The name of the organization, and a choice where there are several. */
export function OrganizationSwitcher() {
  const { organizations, organization } = useSession();
  const router = useRouter();
  if (organization === null) return null;
  if (organizations.length === 1) {
    return (
      <Text size="sm" c="dimmed" truncate maw={220} visibleFrom="xs">
        {organization.name}
      </Text>
    );
  }
  const change = async (id: string) => {
    await router.navigate({ to: '/chatbots' });
    // The person may have been asked whether to leave, and stayed.
    if (router.state.location.pathname !== '/chatbots') return;
    chooseOrganization(id);
    // A page of its own: nothing that was shown, remembered or under way in the one comes up in the other.
    window.location.reload();
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
