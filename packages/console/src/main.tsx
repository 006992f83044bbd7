import './style-nonce.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './global.css';
import { createRoot } from 'react-dom/client';
import { chooseByAddress } from './api/chosen-organization.ts';
import { App } from './app.tsx';
import { keepFocus } from './ui/keep-focus.ts';
import { showFirstMistake } from './ui/show-first-mistake.ts';

chooseByAddress();
keepFocus();
showFirstMistake();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
