import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { Accounts } from './accounts/accounts.ts';
import { authRoutes } from './accounts/auth-routes.ts';
import { GuessLimits } from './accounts/guess-limits.ts';
import { accountRoutes } from './accounts/routes.ts';
import { activityRoutes } from './activity/routes.ts';
import { sendCheckpoints } from './activity/send-checkpoints.ts';
import { BuiltInAnswerer } from './answerer/built-in-answerer.ts';
import { answerRoutes } from './answers/routes.ts';
import { apiKeyRoutes } from './api-keys/routes.ts';
import { chatbotRoutes } from './chatbots/routes.ts';
import { consoleFiles } from './console/console-files.ts';
import type { Answerer } from './conversations/answerer.ts';
import { expireConversations } from './conversations/expire-conversations.ts';
import { removeLeftConversations } from './conversations/remove-left-conversations.ts';
import { removePreviewed } from './conversations/remove-previewed.ts';
import { Replies } from './conversations/replies.ts';
import { REPLY_TIMINGS, type ReplyTimings } from './conversations/reply-timings.ts';
import { conversationRoutes } from './conversations/routes.ts';
import { widgetConversationRoutes } from './conversations/widget-routes.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { allowOrigin } from './deployments/allow-origin.ts';
import { endTrials } from './deployments/end-trials.ts';
import { forgetPreviews } from './deployments/forget-previews.ts';
import { deploymentKeyRoutes } from './deployments/key-routes.ts';
import { deploymentPreviewRoutes } from './deployments/preview-routes.ts';
import { retireSilentKeys } from './deployments/retire-silent-keys.ts';
import { rotationRoutes } from './deployments/rotation-routes.ts';
import { deploymentRoutes } from './deployments/routes.ts';
import { trialRoutes } from './deployments/trial-routes.ts';
import { AskOnBehalf } from './gate/ask-on-behalf.ts';
import { type DoorDeps, installManagementDoor, installWidgetDoor } from './gate/doors.ts';
import { Gate } from './gate/gate.ts';
import { LoaderDoor } from './gate/loader-door.ts';
import { RateLimits } from './gate/rate-limits.ts';
import { RefusalLog } from './gate/refusal-log.ts';
import type { SessionDoorDeps } from './gate/session-door.ts';
import { healthRoutes } from './health/routes.ts';
import { createClientAddress } from './http/client-address.ts';
import { installCors } from './http/cors.ts';
import { createHttp } from './http/create-http.ts';
import { openApiOptions } from './http/open-api.ts';
import type { TypedApp } from './http/typed-app.ts';
import { hygieneRoutes } from './hygiene/routes.ts';
import { sendDigests } from './hygiene/send-digests.ts';
import { forgetOldRows, Maintenance } from './maintenance/maintenance.ts';
import { managedLoaderRoutes } from './managed-loader/routes.ts';
import { acceptanceRoutes } from './members/acceptance-routes.ts';
import { invitationRoutes } from './members/invitation-routes.ts';
import { memberRoutes } from './members/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { AllowedHosts } from './notifications/allowed-hosts.ts';
import { deliveryRoutes } from './notifications/delivery-routes.ts';
import { Dispatcher } from './notifications/dispatcher.ts';
import { forgetDeliveries } from './notifications/forget-deliveries.ts';
import { readOutboxDepth } from './notifications/outbox-depth.ts';
import { webhookRoutes } from './notifications/routes.ts';
import { createOrganization } from './organizations/create-organization.ts';
import { organizationRoutes } from './organizations/routes.ts';
import type { Config } from './platform/config.ts';
import type { Logger } from './platform/logger.ts';
import { createMailer } from './platform/mailer.ts';
import type { Vault } from './platform/vault.ts';
import { waitAtMost } from './platform/wait-at-most.ts';
import { forgetRejections } from './rejections/forget-rejections.ts';
import { RejectionCounter } from './rejections/rejection-counter.ts';
import { rejectionRoutes } from './rejections/routes.ts';
import { signingSecretRoutes } from './signing-secrets/routes.ts';
import { accountsDatabase, orOutage } from './store/accounts-database.ts';
import type { Store } from './store/store.ts';
import { foldUsage } from './usage/fold-usage.ts';
import { LastSeen } from './usage/last-seen.ts';
import { usageRoutes } from './usage/routes.ts';
import { UsageCounter } from './usage/usage-counter.ts';
import { verificationRoutes } from './verification/routes.ts';
import { FrontDesk } from './visitors/front-desk.ts';
import { visitorRoutes } from './visitors/routes.ts';
import { widgetConfigRoutes } from './widget/routes.ts';
import { widgetFiles } from './widget/static-files.ts';

/** A person's being here is noted once a minute at most. */
const NOTE_MEMBER_EVERY_MS = 60_000;
/** How late a notification may be. */
const LOOK_INTO_OUTBOX_EVERY_MS = 1_000;
/** A start waits for its chores no longer. */
const MOST_MS_FOR_CHORES = 500;

export interface AppDeps {
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxyHops' | 'rateLimits'> &
    Partial<Pick<Config, 'smtp' | 'metricsToken' | 'webhookAllowedHosts'>>;
  readonly store: Store;
  readonly vault: Vault;
  readonly logger: Logger;
  /** packages/widget/dist; null serves no widget. */
  readonly widgetFolder: string | null;
  /** packages/console/dist; null or absent serves no console. */
  readonly consoleFolder?: string | null;
  /** Who answers visitors; the built-in search if absent. */
  readonly answerer?: Answerer;
  readonly replyTimings?: Partial<ReplyTimings>;
  /** How often to look into the outbox; null never does: somebody else sends. */
  readonly lookIntoOutboxEveryMs?: number | null;
}

/** Wires everything by hand: who knows whom is all here. The returned server is not listening yet. */
export async function buildApp({
  config,
  store,
  vault,
  logger,
  widgetFolder,
  consoleFolder = null,
  answerer = new BuiltInAnswerer(store),
  replyTimings = {},
  lookIntoOutboxEveryMs = LOOK_INTO_OUTBOX_EVERY_MS,
}: AppDeps): Promise<FastifyInstance> {
  const app = createHttp(logger) as unknown as TypedApp;
  const lastSeen = new LastSeen(store, logger);
  const usage = new UsageCounter(store, logger);
  const rejections = new RejectionCounter(store, logger);
  const refusals = new RefusalLog(store, logger, (rejection) => rejections.note(rejection));
  const limits = new RateLimits(config.rateLimits);
  const gate = new Gate(store, limits);
  const maintenance = new Maintenance(
    [
      forgetOldRows(store),
      expireConversations(store),
      removePreviewed(store),
      forgetPreviews(store),
      foldUsage(store),
      forgetRejections(store),
      forgetDeliveries(store),
      sendDigests(store),
      sendCheckpoints(store, vault),
    ],
    logger,
  );
  const everyMinute = new Maintenance(
    [retireSilentKeys(store, usage), endTrials(store)],
    logger,
    '* * * * *',
  );
  // By itself, since it may take long where much was left, and nothing waits for it.
  const removal = new Maintenance([removeLeftConversations(store)], logger, '* * * * *');
  const timings = { ...REPLY_TIMINGS, ...replyTimings };
  const replies = new Replies({ store, answerer, timings, logger });
  const changes = { store, vault };
  const clientAddress = createClientAddress(config.trustedProxyHops, logger);
  const { publicUrl } = config;
  const ownOrigin = new URL(publicUrl).origin;
  const mailer = config.smtp ? createMailer(config.smtp, logger) : null;
  const allowed = new AllowedHosts(config.webhookAllowedHosts ?? []);
  const dispatcher = new Dispatcher({ store, vault, logger, allowed, mailer, publicUrl });
  const database = accountsDatabase(store);
  const accounts = new Accounts({
    ...{ store, database, orOutage, vault, publicUrl, mailer, logger, clientAddress },
  });
  const instance = { publicUrl, sendsMail: mailer !== null };
  const gatekeeper = new AskOnBehalf({ gate, store, logger, refusals, usage });
  const doors: DoorDeps & SessionDoorDeps = {
    gate,
    accounts,
    limits,
    ownOrigin,
    noteMember: (memberId, lastSeenAtMs) => {
      if (Date.now() - (lastSeenAtMs ?? 0) > NOTE_MEMBER_EVERY_MS) lastSeen.noteMember(memberId);
    },
    store,
    logger,
    refusals,
    clientAddress,
    usage,
  };

  await app.register(swagger, openApiOptions(config.publicUrl));
  healthRoutes(app as unknown as FastifyInstance, store);
  metricsRoutes(app as unknown as FastifyInstance, { token: config.metricsToken ?? null }, async () => {
    // Only who looks pays for it: not the start, and not a test.
    const { openRegistry } = await import('./metrics/open-registry.ts');
    const outbox = { readDepth: () => readOutboxDepth(store), attempts: dispatcher.attempts };
    return openRegistry({
      outbox,
      meter: gate.meter,
      engine: store.engine,
      writers: {
        usage: () => usage.lagMs(),
        usage_posting: () => usage.postingLagMs(),
        refusals: () => refusals.waitingMs(),
        rejections: () => rejections.lagMs(),
      },
    });
  });
  if (widgetFolder !== null) await widgetFiles(app as unknown as FastifyInstance, widgetFolder);
  managedLoaderRoutes(app, {
    store,
    vault,
    gate: new LoaderDoor({ gate, limits, refusals, clientAddress }),
    widgetFolder,
  });
  if (consoleFolder !== null) {
    await consoleFiles(app as unknown as FastifyInstance, { folder: consoleFolder, publicUrl });
  }

  await app.register(async (widget) => {
    installCors(widget);
    installWidgetDoor(widget, doors);
    const routes = widget as unknown as TypedApp;
    widgetConfigRoutes(routes);
    visitorRoutes(routes, changes);
    widgetConversationRoutes(routes, {
      store,
      visitors: new FrontDesk(changes),
      replies,
      logger,
      leaseMs: timings.leaseMs,
      noteMessage: (deploymentId, atMs) => usage.noteMessage(deploymentId, atMs),
    });
  });

  await authRoutes(app as unknown as FastifyInstance, {
    accounts,
    store,
    limits: new GuessLimits(config.rateLimits),
    ownOrigin,
    sendsMail: instance.sendsMail,
    clientAddress,
  });
  await app.register(
    async (open) => {
      const routes = open as unknown as TypedApp;
      accountRoutes(routes, {
        store,
        accounts,
        instance,
        ownOrigin,
        clientAddress,
        createOrganization: (tx, context, name) => createOrganization(tx, context, name, null),
      });
      acceptanceRoutes(routes, { store, accounts, instance, ownOrigin, clientAddress });
    },
    { prefix: '/api/v1' },
  );
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(
    async (management) => {
      installManagementDoor(management, doors);
      const routes = management as unknown as TypedApp;
      organizationRoutes(routes, changes);
      memberRoutes(routes, changes);
      invitationRoutes(routes, { ...changes, publicUrl, mailer, logger });
      chatbotRoutes(routes, changes);
      answerRoutes(routes, store);
      deploymentRoutes(routes, { ...changes, publicUrl: config.publicUrl });
      trialRoutes(routes, { store, usage });
      deploymentPreviewRoutes(routes, { ...changes, publicUrl: config.publicUrl });
      deploymentKeyRoutes(routes, { ...changes, publicUrl: config.publicUrl });
      rotationRoutes(routes, { store, usage });
      signingSecretRoutes(routes, changes);
      apiKeyRoutes(routes, changes);
      verificationRoutes(routes, gatekeeper);
      decisionRoutes(routes, { store, gatekeeper, refusals });
      rejectionRoutes(routes, { store, rejections, allowOrigin });
      activityRoutes(routes, changes);
      usageRoutes(routes, { store, usage });
      conversationRoutes(routes, changes);
      hygieneRoutes(routes, store);
      webhookRoutes(routes, { ...changes, allowed, sendsMail: instance.sendsMail });
      deliveryRoutes(routes, changes);
    },
    { prefix: '/api/v1' },
  );

  app.addHook('onReady', async () => {
    const chores = Promise.all([maintenance.run(), everyMinute.run()]);
    // Where much was left a server must not be kept from starting: the gate goes by the clock, and needs none of them.
    await waitAtMost(chores, MOST_MS_FOR_CHORES);
    if (lookIntoOutboxEveryMs !== null) dispatcher.start(lookIntoOutboxEveryMs);
  });
  // While connections are still open: streams come to their end, or are told why not.
  app.addHook('preClose', () => replies.close());
  app.addHook('onClose', async () => {
    await Promise.all([
      ...[maintenance, everyMinute, removal, dispatcher].map((busy) => busy.close()),
      // Beside the chores and not after them: a long one must not cost what was counted and not written yet.
      ...[refusals, rejections, usage, lastSeen].map((counting) => counting.close()),
    ]);
    await accounts.close();
  });
  return app as unknown as FastifyInstance;
}
