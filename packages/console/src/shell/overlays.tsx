import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { t } from '../messages/index.ts';

/** Where confirmations and what has been done appear. Both are told through events, so nothing has to stand inside. */
export function Overlays() {
  return (
    <ModalsProvider labels={{ confirm: t.common.confirm, cancel: t.common.cancel }}>
      <Notifications position="bottom-center" />
    </ModalsProvider>
  );
}
