import { ActionIcon, Menu } from '@mantine/core';
import { IconLogout, IconShieldLock, IconUserCircle } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { leaveAccount } from '../account/leave-account.ts';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { showRefusal } from '../ui/confirm-act.tsx';

export function AccountMenu() {
  const { user } = useSession();
  const navigate = useNavigate();
  const leave = () =>
    leaveAccount('/console/sign-in').catch((error: unknown) => showRefusal(t.shell.signOut, error));
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
