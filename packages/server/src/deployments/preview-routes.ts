import { createOnce } from '../http/idempotency.ts';
import { presentSecret } from '../http/present-secret.ts';
import { IdParams, printTime } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { createPreview } from './create-preview.ts';
import type { DeploymentDeps } from './routes.ts';
import { CreatedPreview, NewPreview } from './schemas.ts';

export function deploymentPreviewRoutes(app: TypedApp, deps: DeploymentDeps): void {
  const { origin } = new URL(deps.publicUrl);
  app.post(
    '/deployments/:id/previews',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags: ['Deployments'],
        summary: 'Get a token that shows the chat in the console',
        description:
          "Good for ten minutes, on pages of this server's own origin only. Its calls are counted nowhere, and its conversations are listed nowhere and removed. Widget settings in the body are tried out without being saved.",
        params: IdParams('dep'),
        body: NewPreview,
        response: { 201: CreatedPreview },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const { caller, params, body } = request;
        const { row, secret } = await createPreview(tx, caller, params.id, origin, body?.widget);
        const preview = {
          id: row.id,
          secret: presentSecret(secret),
          origin,
          expiresAt: printTime(row.expires_at),
        };
        return { body: { preview }, holdsSecret: true };
      }),
  );
}
