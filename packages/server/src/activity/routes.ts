import { Readable } from 'node:stream';
import Type from 'typebox';
import { type ChangeDeps, createOnce } from '../http/idempotency.ts';
import { PageOf, parsePage, toPage } from '../http/page.ts';
import { Closed } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { createCheckpoint } from './create-checkpoint.ts';
import { exportActivity } from './export-activity.ts';
import { listActivity } from './list-activity.ts';
import { presentEvent, presentVerdict } from './presenter.ts';
import {
  ActivityQuery,
  AuditEvent,
  CheckpointCreated,
  ExportQuery,
  Verification,
  VerificationRequest,
} from './schemas.ts';
import { verifyTrail } from './verify-trail.ts';

const tags = ['Activity'];
const config = { scope: 'activity:read' } as const;
const FILE_TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const;

export function activityRoutes(app: TypedApp, deps: ChangeDeps): void {
  const { store, vault } = deps;
  app.get(
    '/activity',
    {
      config,
      schema: {
        tags,
        summary: 'Who did what',
        querystring: ActivityQuery,
        response: { 200: PageOf(AuditEvent) },
      },
    },
    async (request) => {
      const page = parsePage(request.query);
      const rows = await listActivity(store.read, request.caller.organizationId, request.query, page);
      return toPage(rows, page.limit, presentEvent, (row) => ({ at: row.sequence, id: row.id }));
    },
  );
  app.get(
    '/activity/export',
    {
      config,
      schema: {
        tags,
        summary: 'Who did what, as a file, oldest first',
        querystring: ExportQuery,
        response: {
          200: {
            description: 'One line for each event',
            content: {
              'application/jsonl': { schema: Type.String() },
              'text/csv': { schema: Type.String() },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { format = 'jsonl', ...filters } = request.query;
      const text = await exportActivity(store.read, request.caller.organizationId, format, filters);
      reply
        .type(FILE_TYPES[format])
        .header('content-disposition', `attachment; filename="activity.${format}"`)
        .header('cache-control', 'no-store');
      return reply.send(Readable.from(text) as never);
    },
  );
  app.get(
    '/activity/verification',
    {
      config,
      schema: { tags, summary: 'Whether the trail is whole', response: { 200: Verification } },
    },
    async (request) => {
      const publicKey = vault.auditPublicKey();
      const verdict = await verifyTrail(store.read, publicKey, request.caller.organizationId);
      return presentVerdict(verdict, publicKey);
    },
  );
  app.post(
    '/activity/verification',
    {
      config,
      schema: {
        tags,
        summary: 'Whether the trail is whole and still contains a checkpoint',
        body: VerificationRequest,
        response: { 200: Verification },
      },
    },
    async (request) => {
      const { checkpoint = null } = request.body;
      const publicKey = vault.auditPublicKey();
      const { organizationId } = request.caller;
      return presentVerdict(await verifyTrail(store.read, publicKey, organizationId, checkpoint), publicKey);
    },
  );
  app.post(
    '/activity/checkpoints',
    {
      config,
      schema: {
        tags,
        summary: 'Vouch for the trail as it is now',
        body: Closed({}),
        response: { 201: CheckpointCreated },
      },
    },
    async (request, reply) => {
      // Before the transaction: a long trail takes its time, and changes must not wait for it.
      const checkpoint = await createCheckpoint(store, vault, request.caller.organizationId);
      return createOnce(deps, request, reply, async () => ({ body: { checkpoint }, holdsSecret: false }));
    },
  );
}
