import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readWantedPage } from '../account/wanted-page.ts';
import { rootRoute } from './root-route.ts';

const getParentRoute = () => rootRoute;

export const accountRoutes = [
  createRoute({
    getParentRoute,
    path: '/sign-in',
    validateSearch: readWantedPage,
    component: lazyRouteComponent(() => import('../account/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/forgot-password',
    validateSearch: readWantedPage,
    component: lazyRouteComponent(() => import('../account/forgot-password-page.tsx'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/reset-password',
    validateSearch: readToken,
    component: lazyRouteComponent(() => import('../account/reset-password-page.tsx'), 'ResetPasswordPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/setup',
    validateSearch: readToken,
    component: lazyRouteComponent(() => import('../account/setup-page.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/invitation',
    validateSearch: readToken,
    component: lazyRouteComponent(() => import('../members/invitation-page.tsx'), 'InvitationPage'),
  }),
] as const;

function readToken({ token }: Record<string, unknown>): { token?: string } {
  // The router reads digits as a number; a token is text whatever it looks like.
  return token === undefined ? {} : { token: String(token) };
}
