import { Modal, type ModalProps } from '@mantine/core';
import { t } from '../messages/index.ts';
import { DialogBusy } from './dialog-busy.ts';

interface DialogProps extends Omit<ModalProps, 'opened' | 'closeButtonProps'> {
  /** Something is under way whose answer is shown here, a key perhaps, this once: until it has come nothing closes the dialog. */
  busy?: boolean;
}

/** A dialog that is there as long as it is rendered. When it goes, `keepFocus` has the focus again where it came from. */
export function Dialog({ busy = false, onClose, ...props }: DialogProps) {
  const close = () => {
    if (!busy) onClose();
  };
  return (
    <DialogBusy value={busy}>
      <Modal
        size="lg"
        {...props}
        onClose={close}
        opened
        closeButtonProps={{ 'aria-label': t.common.close, disabled: busy }}
      />
    </DialogBusy>
  );
}
