import { ActionIcon, Menu } from '@mantine/core';
import { IconLogout, IconShieldLock, IconUserCircle } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../account/session-api.ts';
import { useSession } from '../account/use-session.ts';
import { forgetChosenOrganization } from '../api/chosen-organization.ts';
import { t } from '../messages/index.ts';

export function AccountMenu() {
  const { user } = useSession();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    forgetChosenOrganization();
    // A page load, so that nothing of the person stays in memory.
    window.location.assign('/console/sign-in');
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.shell.account}>
          <IconUserCircle size={22} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.name}</Menu.Label>
        <Menu.Item leftSection={<IconShieldLock size={16} />} onClick={() => navigate({ to: '/security' })}>
          {t.shell.security}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
