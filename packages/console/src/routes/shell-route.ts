import { createRoute } from '@tanstack/react-router';
import { Shell } from '../shell/shell.tsx';
import { rootRoute } from './root-route.ts';

/** Everything behind the sign-in. */
export const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });
