import {
  IconBell,
  IconBuilding,
  IconHeartbeat,
  IconHistory,
  IconKey,
  IconRefreshAlert,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react';
import { t } from '../messages/index.ts';
import { RailLink } from '../ui/links.tsx';

export function SettingsRail() {
  return (
    <>
      <RailLink
        to="/settings/organization"
        label={t.shell.organization}
        leftSection={<IconBuilding size={18} aria-hidden />}
      />
      <RailLink
        to="/settings/members"
        label={t.shell.members}
        leftSection={<IconUsers size={18} aria-hidden />}
      />
      <RailLink
        to="/settings/domains"
        label={t.shell.allowedDomains}
        leftSection={<IconShieldCheck size={18} aria-hidden />}
      />
      <RailLink
        to="/settings/api-keys"
        label={t.shell.apiKeys}
        leftSection={<IconKey size={18} aria-hidden />}
      />
      <RailLink
        to="/settings/rotation"
        label={t.shell.rotateEverything}
        leftSection={<IconRefreshAlert size={18} aria-hidden />}
      />
      <RailLink
        to="/settings/activity"
        label={t.shell.activity}
        leftSection={<IconHistory size={18} aria-hidden />}
      />
      <RailLink
        to="/settings/notifications"
        label={t.shell.notifications}
        leftSection={<IconBell size={18} aria-hidden />}
      />
      <RailLink
        to="/settings/health"
        label={t.shell.health}
        leftSection={<IconHeartbeat size={18} aria-hidden />}
      />
    </>
  );
}
