import { describe, expect, it } from 'vitest';
import { isPassing, retryAfter } from './exchange.ts';

describe('an answer', () => {
  const waitFor = (text: string) =>
    retryAfter({ status: 503, headers: new Headers({ 'retry-after': text }), json: undefined });

  it('says how long to wait, in seconds or by a date', () => {
    expect(waitFor('7')).toBe(7000);
    const minute = new Date(Date.now() + 60_000).toUTCString();
    expect(waitFor(minute)).toBeGreaterThan(0);
    expect(waitFor(minute)).toBeLessThanOrEqual(60_000);
    expect(waitFor('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(0);
    expect(waitFor('soon')).toBeUndefined();
    expect(retryAfter({ status: 503, headers: new Headers(), json: undefined })).toBeUndefined();
  });

  it('may be another one in a moment, or stays as it is', () => {
    const passing = [200, 201, 302, 400, 401, 403, 404, 408, 409, 412, 425, 429, 500, 502, 503, 504].filter(
      (status) => isPassing({ status, headers: new Headers(), json: undefined }),
    );
    expect(passing).toEqual([408, 425, 429, 500, 502, 503, 504]);
  });
});
