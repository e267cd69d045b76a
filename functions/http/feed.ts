import { createHash } from 'node:crypto';

/** What the address of a calendar names. */
interface Feed {
  tenant: string;
  subscription: string;
  secret: string;
}

/** The parameter that lets a calendar in. It names the tenant, and its secret proves that the tenant gave it out. */
export function writeFeed({ tenant, subscription, secret }: Feed): string {
  return `${Buffer.from(tenant).toString('base64url')}.${subscription}.${secret}`;
}

/** What a parameter of the right form names; whether its secret is right is another matter. */
export function readFeed(feed: string): Feed {
  const [tenant = '', subscription = '', secret = ''] = feed.split('.');
  return { tenant: Buffer.from(tenant, 'base64url').toString(), subscription, secret };
}

export const FEED = /^[A-Za-z0-9_-]{1,400}\.\d{8}T\d{9}Z-[0-9a-f]{8}\.[A-Za-z0-9_-]{43}$/;

/** What is kept of a secret. */
export function secretDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
