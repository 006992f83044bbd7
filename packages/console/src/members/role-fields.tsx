import { Radio, Stack } from '@mantine/core';
import { memberText as text } from '../messages/members.ts';
import { GrantsField } from './grants-field.tsx';
import type { Grants, Role } from './members-api.ts';

interface RoleFieldsProps {
  role: Role;
  grants: Grants;
  /** Owners alone make owners. */
  isOwner: boolean;
  onRole: (role: Role) => void;
  onGrants: (grants: Grants) => void;
}

export function RoleFields({ role, grants, isOwner, onRole, onGrants }: RoleFieldsProps) {
  const roles: readonly Role[] = isOwner ? ['owner', 'admin', 'member'] : ['admin', 'member'];
  return (
    <>
      <Radio.Group label={text.role} value={role} onChange={(value) => onRole(value as Role)}>
        <Stack gap="xs" mt="xs">
          {roles.map((name) => (
            <Radio key={name} value={name} label={text.roles[name]} description={text.roleHelp[name]} />
          ))}
        </Stack>
      </Radio.Group>
      {role === 'member' && <GrantsField grants={grants} onChange={onGrants} />}
    </>
  );
}
