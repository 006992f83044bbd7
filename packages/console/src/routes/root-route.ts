import { createRootRoute } from '@tanstack/react-router';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { RouteFault } from '../shell/route-fault.tsx';

export const rootRoute = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: RouteFault });
