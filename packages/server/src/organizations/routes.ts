import type { Caller } from '../http/caller.ts';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { addMember } from '../http/memberships.ts';
import { PageOf, PageQuery, parsePage, toPage } from '../http/page.ts';
import { presentSecret } from '../http/present-secret.ts';
import { Refused } from '../http/problem.ts';
import { Closed, printTime } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { issueKey } from '../platform/issue-key.ts';
import { createOrganization } from './create-organization.ts';
import { findOrganization } from './find-organization.ts';
import { listOrganizations } from './list-organizations.ts';
import { presentOrganization } from './presenter.ts';
import { replaceAllowedOrigins } from './replace-allowed-origins.ts';
import {
  AllowedOrigins,
  AllowedOriginsChange,
  ChangedAllowedOrigins,
  NewOrganization,
  Organization,
  OrganizationChange,
  OrganizationCreated,
  OwnOrganization,
} from './schemas.ts';
import { updateOrganization } from './update-organization.ts';

const tags = ['Organizations'];

export function organizationRoutes(app: TypedApp, deps: ChangeDeps): void {
  const { store, vault } = deps;
  app.get(
    '/organizations',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List the organizations of the instance',
        description: 'For the operator only.',
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Organization) },
      },
    },
    async (request) => {
      requireOperator(request.caller);
      const page = parsePage(request.query);
      const rows = await listOrganizations(store.read, page);
      return toPage(rows, page.limit, presentOrganization, (row) => ({ at: row.created_at, id: row.id }));
    },
  );
  app.post(
    '/organizations',
    {
      config: { scope: 'owner' },
      schema: {
        tags,
        summary: 'Create an organization with the key that owns it',
        description: 'For the operator only; a person becomes an owner of it.',
        body: NewOrganization,
        response: { 201: OrganizationCreated },
      },
    },
    (request, reply) => {
      requireOperator(request.caller);
      return createOnce(deps, request, reply, async (tx) => {
        const key = issueKey(vault, 'secret', 'live', false);
        const { caller } = request;
        requireOperator(caller);
        const row = await createOrganization(tx, caller.context, request.body.name, key);
        if (caller.member !== null) {
          const { ip, requestId, actor } = caller.context;
          await addMember(tx, {
            organizationId: row.id,
            userId: caller.member.userId,
            userName: actor.label ?? '',
            role: 'owner',
            operator: false,
            grants: [],
            circumstances: { ip, requestId },
          });
        }
        const body = {
          organization: presentOrganization(row),
          key: {
            id: key.columns.id,
            label: 'Owner',
            scopes: ['owner'],
            preview: key.columns.preview,
            secret: presentSecret(key.secret),
            createdAt: printTime(row.created_at),
          },
        };
        return { body, holdsSecret: true };
      });
    },
  );
  app.get(
    '/organization',
    {
      config: { scope: 'read' },
      schema: { tags, summary: 'Show your organization', response: { 200: OwnOrganization } },
    },
    async ({ caller }) => ({
      ...presentOrganization(await findOrganization(store.read, caller.organizationId)),
      operator: caller.operator,
    }),
  );
  app.patch(
    '/organization',
    {
      config: { scope: 'owner' },
      schema: {
        tags,
        summary: 'Change your organization',
        body: OrganizationChange,
        response: { 200: OwnOrganization },
      },
    },
    (request) =>
      change(store, request, async (tx) => ({
        ...presentOrganization(await updateOrganization(tx, request.caller, request.body)),
        operator: request.caller.operator,
      })),
  );
  app.get(
    '/organization/allowed-origins',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Show the origins that deployments inherit',
        response: { 200: AllowedOrigins },
      },
    },
    async (request) => {
      const row = await findOrganization(store.read, request.caller.organizationId);
      return { origins: JSON.parse(row.allowed_origins) as string[] };
    },
  );
  app.put(
    '/organization/allowed-origins',
    {
      config: { scope: 'deployments:write' },
      schema: {
        tags,
        summary: 'Replace the origins that deployments inherit',
        body: AllowedOriginsChange,
        response: { 200: ChangedAllowedOrigins },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const { origins, notices } = await replaceAllowedOrigins(tx, request.caller, request.body.origins);
        return { origins, ...(notices.length === 0 ? {} : { notices: [...notices] }) };
      }),
  );
}

function requireOperator(caller: Caller): void {
  if (caller.operator) return;
  throw new Refused(
    'permission_denied',
    'Only whoever runs the instance may do this, with the first key or as the first owner.',
  );
}
