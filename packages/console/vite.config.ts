import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `npm run build` builds with this. The server serves dist at /console and fills in the nonce of index.html.
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  build: {
    target: ['chrome108', 'firefox121', 'safari16.4'],
    // The page has one nonce for styles and none for scripts; nothing is inlined that the policy would refuse.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // One name for all that the first paint waits for, so that .size-limit.json can weigh it.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
    chunkSizeWarningLimit: 700,
  },
});
