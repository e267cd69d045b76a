import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Route } from './cloud.ts';

/** What API Gateway's JWT authoriser comes to. */
export type Verdict =
  | { readonly kind: 'allowed'; readonly claims: Record<string, string>; readonly scopes: string[] | null }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'forbidden' };

const UNAUTHORIZED = { kind: 'unauthorized' } as const;

/**
 * Checks a token as API Gateway's JWT authoriser does: signature, issuer, audience (or `client_id` where there is none),
 * `exp`, `nbf`, `iat`, and that it has one of the route's scopes.
 *
 * @param header the `Authorization` header
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function authorize(
  jwt: NonNullable<Route['jwt']>,
  keys: JWTVerifyGetKey,
  header: string | undefined,
): Promise<Verdict> {
  const token = header?.trim().replace(/^bearer\s+/i, '');
  if (!token) return UNAUTHORIZED;
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(token, keys, {
      issuer: jwt.issuer,
      algorithms: ['RS256', 'RS384', 'RS512'],
      requiredClaims: ['exp'],
    });
    claims = verified.payload;
  } catch {
    return UNAUTHORIZED;
  }
  if (!isFor(jwt.audience, claims) || (claims.iat ?? 0) > Date.now() / 1000) return UNAUTHORIZED;
  const scopes = scopesOf(claims);
  if (jwt.scopes.length === 0) return { kind: 'allowed', claims: asText(claims), scopes: null };
  if (!jwt.scopes.some((scope) => scopes.includes(scope))) return { kind: 'forbidden' };
  return { kind: 'allowed', claims: asText(claims), scopes };
}

function isFor(audience: readonly string[], claims: JWTPayload): boolean {
  const named = claims.aud ?? claims.client_id ?? [];
  return [named].flat().some((name) => typeof name === 'string' && audience.includes(name));
}

function scopesOf({ scope, scp }: JWTPayload): string[] {
  return [scope, scp].flat().flatMap((item) => (typeof item === 'string' ? item.split(' ') : []));
}

/** Functions get every claim as text; a list comes as `[a b]`. */
function asText(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      if (Array.isArray(value)) return [name, `[${value.join(' ')}]`];
      return [name, JSON.stringify(value)];
    }),
  );
}
