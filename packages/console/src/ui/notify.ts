import { t } from '../messages/index.ts';
import { requestOverlays } from './overlay-host.ts';

/** Says in a corner what has been done. */
export async function notify(message: string): Promise<void> {
  await requestOverlays();
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ message, closeButtonProps: { 'aria-label': t.common.close } });
}

/** Takes away what still stands there. */
export async function clearNotices(): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.clean();
}
