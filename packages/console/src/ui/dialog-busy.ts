import { createContext } from 'react';

/** Whether the dialog around waits for an answer, and so cannot be closed. */
export const DialogBusy = createContext(false);
