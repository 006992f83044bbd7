import { ERROR_TABLE } from '@wicketgate/core';
import type { Gatekeeper } from '../http/gatekeeper.ts';
import { parseAddressField } from '../http/parse-address-field.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { Verification, VerificationRequest } from './schemas.ts';

/** Lets any other backend use this gate as its own: it passes on what it was shown and does as it is told. */
export function verificationRoutes(app: TypedApp, gatekeeper: Gatekeeper): void {
  app.post(
    '/keys/verification',
    {
      config: { scope: 'keys:verify', frequent: true },
      schema: {
        tags: ['Gate'],
        summary: 'Verify a key',
        description:
          'Judged like a call of the widget API, as of this very request. Counts against the key’s limit.',
        body: VerificationRequest,
        response: { 200: Verification },
      },
    },
    async (request) => {
      const { key, origin, ip } = request.body;
      const { code, reported, keyId, deploymentId, chatbotId } = await gatekeeper.ask({
        organizationId: request.caller.organizationId,
        subject: { keyText: key },
        origin,
        address: parseAddressField(ip),
        askedBy: {
          requestId: request.id,
          arrivedMs: request.arrivedMs,
          barrierMs: request.caller.barrierMs,
        },
      });
      const status = code === null ? 200 : ERROR_TABLE[code].status;
      return {
        valid: code === null,
        code,
        status,
        ...(reported === null ? {} : { reportOnly: reported }),
        keyId,
        deploymentId,
        chatbotId,
        requestId: request.id,
      };
    },
  );
}
