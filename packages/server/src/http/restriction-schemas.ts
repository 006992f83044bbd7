import Type from 'typebox';
import { Closed } from './schemas.ts';

/** What may be asked of a restriction's shape; its patterns and ranges are read by core's parseRestriction. */
export const NoRestriction = Closed({ kind: Type.Literal('none') });
export const IpRestriction = Closed({
  kind: Type.Literal('ips'),
  ranges: Type.Array(Type.String({ maxLength: 100 }), {
    minItems: 1,
    maxItems: 200,
    description: 'IPv4 and IPv6 addresses and CIDR ranges',
  }),
});

/** What was dropped or changed in an entry while it was normalized. */
export const Notices = Type.Array(
  Type.Object({ pointer: Type.Optional(Type.String()), detail: Type.String() }),
  { description: 'What was dropped while the restriction was normalized; absent when nothing was' },
);
