import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { Gated } from '../ui/gated.tsx';

/** Pages about what concerns everyone: members without a role who were sent there may read what the server shows them, no more. */
export function ManagedPages(): ReactNode {
  const { organization } = useSession();
  return (
    <Gated allowed={organization?.role !== 'member'} reason={t.common.mayNot.settings}>
      <Outlet />
    </Gated>
  );
}
