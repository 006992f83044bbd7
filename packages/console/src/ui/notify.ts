import type { NotificationData } from '@mantine/notifications';
import { t } from '../messages/index.ts';
import { requestOverlays } from './overlay-host.ts';

let clearings = 0;

/** Says in a corner what has been done. */
export function notify(message: string): Promise<void> {
  return showNotice({ message });
}

/** Shows a notice in a corner, in place of another where that still stands, unless all are cleared away before its code has come. */
export async function showNotice(notice: NotificationData, replaced?: string): Promise<void> {
  const before = clearings;
  await requestOverlays();
  const { notifications } = await import('@mantine/notifications');
  if (before !== clearings) return;
  if (replaced !== undefined) notifications.hide(replaced);
  notifications.show({ closeButtonProps: { 'aria-label': t.common.close }, ...notice });
}

export async function hideNotice(id: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.hide(id);
}

/** Takes away what still stands there, and what has been asked for but does not stand there yet. */
export async function clearNotices(): Promise<void> {
  clearings += 1;
  const { notifications } = await import('@mantine/notifications');
  notifications.clean();
}
