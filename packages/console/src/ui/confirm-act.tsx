import { Text } from '@mantine/core';
import { isProblem, queryClient } from '../api/query-client.ts';
import { t } from '../messages/index.ts';
import { notify } from './notify.ts';
import { requestOverlays } from './overlay-host.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface Act {
  title: string;
  /** What will be different afterwards, and whether it can be undone. */
  effect: string;
  /** On the button: the act itself, not “OK”. */
  action: string;
  act: () => Promise<unknown>;
  /** Said when it is done; absent if the act says so itself. */
  done?: string;
}

/** Asks before something that cannot be undone. A refusal is shown in a dialog of its own, for it needs reading. */
export async function confirmAct({ title, effect, action, act, done }: Act): Promise<void> {
  await requestOverlays();
  const { modals } = await import('@mantine/modals');
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{effect}</Text>,
    labels: { confirm: action, cancel: t.common.cancel },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': t.common.close },
    onConfirm: () => {
      act().then(
        () => (done === undefined ? undefined : notify(done)),
        (error: unknown) => {
          // Somebody else was faster: what is shown here is not how it is.
          if (isProblem(error) && [404, 409].includes(error.problem.status)) queryClient.invalidateQueries();
          return showRefusal(title, error);
        },
      );
    },
  });
}

/** For acts without a form, where there is no place for the problem. */
export async function showRefusal(title: string, error: unknown): Promise<void> {
  await requestOverlays();
  const { modals } = await import('@mantine/modals');
  modals.open({
    title,
    children: <ProblemAlert error={error} />,
    closeButtonProps: { 'aria-label': t.common.close },
  });
}
