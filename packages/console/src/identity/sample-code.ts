/**
 * Node, with no package but its own: a JWT (RFC 7519) signed by HS256.
 *
 * @param keyId the signing secret's id, which the token names as `kid`
 */
export function jwtSample(chatbotId: string, keyId: string): string {
  return `import { createHmac } from 'node:crypto';

const secret = process.env.WICKET_SIGNING_SECRET; // cb_sign_…

export function identityOf(person) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ alg: 'HS256', typ: 'JWT', kid: '${keyId}' });
  const claims = part({
    sub: person.id,
    aud: '${chatbotId}',
    exp: Math.floor(Date.now() / 1000) + 3600,
    name: person.name,
    email: person.email,
  });
  const signature = createHmac('sha256', secret).update(\`\${head}.\${claims}\`).digest('base64url');
  return { token: \`\${head}.\${claims}.\${signature}\` };
}`;
}

export function hmacSample(): string {
  return `import { createHmac } from 'node:crypto';

const secret = process.env.WICKET_SIGNING_SECRET; // cb_sign_…

export function identityOf(person) {
  const userHash = createHmac('sha256', secret).update(person.id).digest('hex');
  return { userId: person.id, userHash };
}`;
}
