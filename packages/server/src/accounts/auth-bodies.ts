import Type, { type TSchema } from 'typebox';
import { Closed, Name } from '../http/schemas.ts';

/**
 * Bodies of which better-auth takes more than the rest of the system can bear, by method and path as in AUTH_PATHS: a
 * person's name stands in every audit event and in mails.
 */
export const AUTH_BODIES: ReadonlyMap<string, TSchema> = new Map<string, TSchema>([
  ['POST update-user', Closed({ name: Name })],
  ['POST passkey/verify-registration', Type.Object({ name: Type.Optional(Name) })],
  ['POST passkey/update-passkey', Closed({ id: Type.String({ maxLength: 100 }), name: Name })],
]);
