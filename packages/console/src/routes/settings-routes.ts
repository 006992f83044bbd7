import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readActivitySearch } from '../activity/activity-search.ts';
import { shellRoute } from './shell-route.ts';

const getParentRoute = () => shellRoute;

const managed = createRoute({
  getParentRoute,
  id: 'managed',
  component: lazyRouteComponent(() => import('../settings/managed-pages.tsx'), 'ManagedPages'),
});

const managedPages = [
  createRoute({
    getParentRoute: () => managed,
    path: '/settings/organization',
    component: lazyRouteComponent(() => import('../settings/organization-page.tsx'), 'OrganizationPage'),
  }),
  createRoute({
    getParentRoute: () => managed,
    path: '/settings/members',
    component: lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => managed,
    path: '/settings/domains',
    component: lazyRouteComponent(
      () => import('../domains/organization-domains-page.tsx'),
      'OrganizationDomainsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => managed,
    path: '/settings/api-keys',
    component: lazyRouteComponent(() => import('../api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
  }),
  createRoute({
    getParentRoute: () => managed,
    path: '/settings/rotation',
    component: lazyRouteComponent(() => import('../settings/rotation-page.tsx'), 'RotationPage'),
  }),
  createRoute({
    getParentRoute: () => managed,
    path: '/settings/notifications',
    component: lazyRouteComponent(
      () => import('../notifications/notifications-page.tsx'),
      'NotificationsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => managed,
    path: '/settings/notifications/$webhookId',
    component: lazyRouteComponent(() => import('../notifications/deliveries-page.tsx'), 'DeliveriesPage'),
  }),
] as const;

export const settingsRoutes = [
  managed.addChildren(managedPages),
  createRoute({
    getParentRoute,
    path: '/settings/activity',
    validateSearch: readActivitySearch,
    component: lazyRouteComponent(() => import('../activity/activity-page.tsx'), 'ActivityPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/health',
    component: lazyRouteComponent(() => import('../health/health-page.tsx'), 'HealthPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/security',
    component: lazyRouteComponent(() => import('../account/security-page.tsx'), 'SecurityPage'),
  }),
] as const;
