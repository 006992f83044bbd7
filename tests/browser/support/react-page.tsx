import * as React from 'react';
import { createRoot } from 'react-dom/client';
import { createWicketChat, type WicketChatProps } from '../../../packages/widget/react.tsx';

const WicketChat = createWicketChat(React);

/** A customer's application: renders the chat as it is told, in React's strict mode, and takes it away for null. */
function show(props: WicketChatProps | null): void {
  root.render(<React.StrictMode>{props && <WicketChat {...props} />}</React.StrictMode>);
}

const root = createRoot(document.getElementById('app') as HTMLElement);
Object.assign(window, { show, seen: [] });
