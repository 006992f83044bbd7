import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readExplainSearch } from '../explain/explain-search.ts';
import { readInstallSearch } from '../install/install-search.ts';
import { readTypeSearch } from '../install/type-search.ts';
import { readRejectionSearch } from '../rejections/rejection-search.ts';
import { readUsageSearch } from '../usage/usage-search.ts';
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
const appearance = createRoute({
  getParentRoute: () => chatbot,
  path: '/appearance',
  validateSearch: ({ deployment }: Record<string, unknown>): { deployment?: string } =>
    typeof deployment === 'string' ? { deployment } : {},
  component: lazyRouteComponent(() => import('../appearance/appearance-page.tsx'), 'AppearancePage'),
});
const usage = createRoute({
  getParentRoute: () => chatbot,
  path: '/usage',
  validateSearch: readUsageSearch,
  component: lazyRouteComponent(() => import('../usage/usage-page.tsx'), 'UsagePage'),
});
const identity = createRoute({
  getParentRoute: () => chatbot,
  path: '/identity',
  component: lazyRouteComponent(() => import('../identity/identity-page.tsx'), 'IdentityPage'),
});
const conversations = createRoute({
  getParentRoute: () => chatbot,
  path: '/conversations',
  component: lazyRouteComponent(() => import('../conversations/conversations-page.tsx'), 'ConversationsPage'),
});
const rejections = createRoute({
  getParentRoute: () => chatbot,
  path: '/rejections',
  validateSearch: readRejectionSearch,
  component: lazyRouteComponent(() => import('../rejections/rejections-page.tsx'), 'RejectionsPage'),
});
const transcript = createRoute({
  getParentRoute: () => chatbot,
  path: '/conversations/$conversationId',
  component: lazyRouteComponent(() => import('../conversations/transcript-page.tsx'), 'TranscriptPage'),
});

const explain = createRoute({
  getParentRoute: () => shellRoute,
  path: '/explain',
  validateSearch: readExplainSearch,
  component: lazyRouteComponent(() => import('../explain/explain-page.tsx'), 'ExplainPage'),
});

export const chatbotRoutes = [
  chatbots,
  explain,
  chatbot.addChildren([
    overview,
    answers,
    install,
    newDeployment,
    deployment,
    usage,
    appearance,
    identity,
    conversations,
    rejections,
    transcript,
  ]),
] as const;
