import type { DeploymentType, NewDeployment } from '../deployments/deployments-api.ts';

export interface NewDeploymentValues {
  readonly label: string;
  readonly site: string;
  readonly environment: 'live' | 'test';
  readonly stage: string;
  readonly allowLocalhost: boolean;
  readonly revealable: boolean;
}

export const INITIAL_VALUES: NewDeploymentValues = {
  label: '',
  site: '',
  environment: 'live',
  stage: '',
  allowLocalhost: true,
  revealable: false,
};

/** Only what the type knows: a custom deployment has no site and a key that is never shown again. */
export function toNewDeployment(type: DeploymentType, values: NewDeploymentValues): NewDeployment {
  const { environment, allowLocalhost, revealable } = values;
  const stage = values.stage.trim();
  const site = values.site.trim();
  return {
    type,
    label: values.label.trim(),
    environment,
    ...(stage === '' ? {} : { stage }),
    ...(type === 'custom' ? {} : { allowLocalhost, revealable }),
    ...(type === 'custom' || site === '' ? {} : { site }),
  };
}
