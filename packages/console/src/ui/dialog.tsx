import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../messages/index.ts';

/**
 * A dialog that is there as long as it is rendered. When it goes, the focus is again where it came from: Mantine's
 * returns it only where the dialog stays and is closed.
 */
export function Dialog(props: Omit<ModalProps, 'opened' | 'closeButtonProps'>) {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
  return <Modal size="lg" {...props} opened closeButtonProps={{ 'aria-label': t.common.close }} />;
}
