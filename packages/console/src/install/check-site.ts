import { parseOriginPattern } from '@wicketgate/core';
import type { DeploymentType } from '../deployments/deployments-api.ts';
import { installText } from '../messages/install.ts';

/** What is wrong with the site of a new deployment; null: nothing. A website's becomes its first allowed domain. */
export function checkSite(type: DeploymentType, site: string): string | null {
  const text = site.trim();
  if (type === 'custom') return null;
  if (text === '') return type === 'website' ? installText.wizard.siteRequired : null;
  const parsed = parseOriginPattern(text);
  return parsed.ok ? null : parsed.problem.detail;
}
