import Type, { type TSchema } from 'typebox';
import { Name } from '../http/schemas.ts';

/** Bodies of which better-auth takes more than the rest of the system can bear, by method and path as in AUTH_PATHS. */
export const AUTH_BODIES: ReadonlyMap<string, TSchema> = new Map<string, TSchema>([
  ['POST passkey/verify-registration', Type.Object({ name: Type.Optional(Name) })],
  ['POST passkey/update-passkey', Type.Object({ id: Type.String({ maxLength: 100 }), name: Name })],
]);
