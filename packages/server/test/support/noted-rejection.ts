import { type IpAddress, parseIpAddress, parseOriginHeader } from '@wicketgate/core';
import type { NotedRejection } from '../../src/http/noted-rejection.ts';
import type { Installation } from './store-rows.ts';

const ADDRESS = (parseIpAddress('203.0.113.77') as { value: IpAddress }).value;

/** A call of the installation's key that was refused for its origin. */
export function rejectionOf(rows: Installation, origin: string, atMs: number): NotedRejection {
  return {
    organizationId: rows.organization.id,
    chatbotId: rows.chatbot.id,
    deploymentId: rows.deployment.id,
    keyId: rows.key.id,
    code: 'origin_not_allowed',
    origin: parseOriginHeader(origin),
    address: ADDRESS,
    referer: undefined,
    reported: false,
    atMs,
  };
}
