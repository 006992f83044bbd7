import type { NotificationData } from '@mantine/notifications';
import { t } from '../messages/index.ts';
import { requestOverlays } from './overlay-host.ts';

/** Says in a corner what has been done. */
export function notify(message: string): Promise<void> {
  return showNotice({ message });
}

/** Shows a notice in a corner, in place of another one if that still stands. */
export async function showNotice(notice: NotificationData, replaced?: string): Promise<void> {
  await requestOverlays();
  const { notifications } = await import('@mantine/notifications');
  if (replaced !== undefined) notifications.hide(replaced);
  notifications.show({ closeButtonProps: { 'aria-label': t.common.close }, ...notice });
}

export async function hideNotice(id: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.hide(id);
}
