import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readInstallSearch } from '../install/install-search.ts';
import { readTypeSearch } from '../install/type-search.ts';
import { shellRoute } from './shell-route.ts';

const chatbots = createRoute({
  getParentRoute: () => shellRoute,
  path: '/chatbots',
  component: lazyRouteComponent(() => import('../chatbots/chatbots-page.tsx'), 'ChatbotsPage'),
});
const chatbot = createRoute({
  getParentRoute: () => shellRoute,
  path: '/chatbots/$chatbotId',
  component: lazyRouteComponent(() => import('../chatbots/chatbot-layout.tsx'), 'ChatbotLayout'),
});
const overview = createRoute({
  getParentRoute: () => chatbot,
  path: '/',
  component: lazyRouteComponent(() => import('../chatbots/overview-page.tsx'), 'OverviewPage'),
});
const answers = createRoute({
  getParentRoute: () => chatbot,
  path: '/answers',
  component: lazyRouteComponent(() => import('../chatbots/answers-page.tsx'), 'AnswersPage'),
});
const install = createRoute({
  getParentRoute: () => chatbot,
  path: '/install',
  validateSearch: readInstallSearch,
  component: lazyRouteComponent(() => import('../install/install-page.tsx'), 'InstallPage'),
});
const newDeployment = createRoute({
  getParentRoute: () => chatbot,
  path: '/install/new',
  validateSearch: readTypeSearch,
  component: lazyRouteComponent(() => import('../install/new-deployment-page.tsx'), 'NewDeploymentPage'),
});
const deployment = createRoute({
  getParentRoute: () => chatbot,
  path: '/install/$deploymentId',
  component: lazyRouteComponent(() => import('../deployments/deployment-page.tsx'), 'DeploymentPage'),
});

export const chatbotRoutes = [
  chatbots,
  chatbot.addChildren([overview, answers, install, newDeployment, deployment]),
] as const;
