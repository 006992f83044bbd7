import { createRouter } from '@tanstack/react-router';
import { accountRoutes } from './routes/account-routes.ts';
import { chatbotRoutes } from './routes/chatbot-routes.ts';
import { homeRoute } from './routes/home-route.ts';
import { rootRoute } from './routes/root-route.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { shellRoute } from './routes/shell-route.ts';

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...accountRoutes,
    shellRoute.addChildren([homeRoute, ...chatbotRoutes, ...settingsRoutes]),
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
