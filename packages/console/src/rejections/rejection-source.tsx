import { Text, Tooltip } from '@mantine/core';
import { rejectionText as text } from '../messages/rejections.ts';
import { originLabel } from './origin-label.ts';
import type { Rejection } from './rejections-api.ts';

const SHOWN_NETWORKS = 3;

/** Where the calls came from: the origin, and the networks without whole addresses. */
export function RejectionSource({ rejection }: { rejection: Rejection }) {
  const { origin, others, pageHost, addresses } = rejection;
  const more = addresses.length - SHOWN_NETWORKS;
  const networks = addresses.slice(0, SHOWN_NETWORKS).map(({ network }) => network);
  return (
    <>
      <Text component="span" size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {originLabel(rejection)}
      </Text>
      {others && (
        <Text size="xs" c="dimmed">
          {text.othersHelp}
        </Text>
      )}
      {origin === null && pageHost !== null && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {text.pageOf(pageHost)}
        </Text>
      )}
      {networks.length > 0 && (
        <Tooltip label={text.networks}>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {networks.join(', ')} {more > 0 && text.moreNetworks(more)}
          </Text>
        </Tooltip>
      )}
    </>
  );
}
