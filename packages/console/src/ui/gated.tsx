import { Alert, Stack } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './gated.module.css';

interface GatedProps {
  allowed: boolean;
  /** Why the fields can be read but not changed. */
  reason: string;
  children: ReactNode;
}

/** Fields that not everybody may change: the browser disables them all, and the reason stands above. */
export function Gated({ allowed, reason, children }: GatedProps) {
  if (allowed) return children;
  return (
    <Stack>
      <Alert color="gray" icon={<IconLock aria-hidden />}>
        {reason}
      </Alert>
      <fieldset disabled className={classes['plain']}>
        {children}
      </fieldset>
    </Stack>
  );
}
