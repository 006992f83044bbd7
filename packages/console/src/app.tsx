import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { queryClient } from './api/query-client.ts';
import { router } from './router.ts';
import { styleNonce } from './style-nonce.ts';
import { cssVariables, theme } from './theme.ts';
import { useOverlaysWanted } from './ui/overlay-host.ts';

const Overlays = lazy(() => import('./shell/overlays.tsx').then(({ Overlays }) => ({ default: Overlays })));

export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => styleNonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <OverlayHost />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}

function OverlayHost() {
  if (!useOverlaysWanted()) return null;
  return (
    <Suspense>
      <Overlays />
    </Suspense>
  );
}
