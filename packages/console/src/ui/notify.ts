import { requestOverlays } from './overlay-host.ts';

/** Says in a corner what has been done. */
export async function notify(message: string): Promise<void> {
  await requestOverlays();
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ message });
}
