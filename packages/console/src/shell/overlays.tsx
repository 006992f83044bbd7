import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { t } from '../messages/index.ts';
import { noteOverlaysMounted } from '../ui/overlay-host.ts';

/** Where confirmations and what has been done appear. Both are told through events, so nothing has to stand inside. */
export function Overlays() {
  // After those of the children, so by then they listen.
  useEffect(noteOverlaysMounted, []);
  return (
    <ModalsProvider labels={{ confirm: t.common.confirm, cancel: t.common.cancel }}>
      <Notifications position="bottom-center" />
    </ModalsProvider>
  );
}
