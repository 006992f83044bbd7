import { IconBrandWordpress, IconCode, IconShoppingBag, IconWorldWww } from '@tabler/icons-react';
import type { DeploymentType } from './deployments-api.ts';

const icons = {
  website: IconWorldWww,
  shopify: IconShoppingBag,
  wordpress: IconBrandWordpress,
  custom: IconCode,
} as const satisfies Record<DeploymentType, unknown>;

/** Beside the type's name, never instead of it. */
export function TypeIcon({ type, size = 20 }: { type: DeploymentType; size?: number }) {
  const Icon = icons[type];
  return <Icon size={size} stroke={1.6} style={{ flexShrink: 0 }} aria-hidden />;
}
