import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import * as z from 'zod';

/** API Gateway takes RSA signatures only. */
const ALGORITHM = 'RS256';

/** Whom tokens of this machine are for, and their claim that names the tenant. */
export const AUDIENCE = 'jurismap';
export const TENANT_CLAIM = 'custom:tenant';

/** Claims of a token; one that is undefined is left out. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** Issues access tokens for this machine, as an identity provider does in the cloud. */
export interface Issuer {
  /** Public keys, as at `/.well-known/jwks.json`. */
  readonly jwks: { readonly keys: JWK[] };
  /**
   * Signs a token of 12 hours.
   *
   * @param address the issuer's own address, the `iss` claim
   * @param claims win over the defaults, so that tests can make bad tokens
   */
  sign(address: string, claims: TokenClaims): Promise<string>;
}

const PrivateKey = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() });

/**
 * @param keyFile where the private key is kept, readable by its owner alone; without it the key lives as long as the process
 */
export async function createIssuer(keyFile?: string): Promise<Issuer> {
  const jwk = keyFile === undefined ? await newKey() : await keptKey(keyFile);
  const kid = await calculateJwkThumbprint(jwk);
  const key = await importJWK(jwk, ALGORITHM);
  const { kty, n, e } = PrivateKey.parse(jwk);
  return {
    jwks: { keys: [{ kty, n, e, kid, alg: ALGORITHM, use: 'sig' }] },
    sign: (address, claims) => {
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: address, aud: AUDIENCE, iat: now, exp: now + 12 * 3600, ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg: ALGORITHM, kid }).sign(key);
    },
  };
}

async function keptKey(file: string): Promise<JWK> {
  if (existsSync(file)) return PrivateKey.parse(JSON.parse(readFileSync(file, 'utf8')));
  const jwk = await newKey();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return exportJWK(privateKey);
}
