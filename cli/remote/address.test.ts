import { describe, expect, it } from 'vitest';
import { apiAddress, serviceAddress } from './address.ts';

describe('the address of a deployed Jurismap', () => {
  it.each([
    ['https://jurismap.example', 'https://jurismap.example'],
    ['https://jurismap.example/', 'https://jurismap.example'],
    ['https://jurismap.example/v1', 'https://jurismap.example'],
    ['https://jurismap.example/v1/', 'https://jurismap.example'],
    ['https://gateway.example/stage/', 'https://gateway.example/stage'],
    ['https://gateway.example/stagev1', 'https://gateway.example/stagev1'],
    ['http://localhost:8787', 'http://localhost:8787'],
    ['http://127.0.0.1:8787/', 'http://127.0.0.1:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
  ])('%s', (text, expected) => expect(apiAddress(text)).toBe(expected));

  it.each([
    ['jurismap.example', /no address/],
    ['http://jurismap.example', /only https/],
    ['http://localhost.example', /only https/],
    ['http://127.0.0.1.example', /only https/],
    ['ftp://localhost', /only https/],
    ['file:///etc/passwd', /only https/],
    ['https://jurismap.example?token=x', /more than an address/],
    ['https://jurismap.example#x', /more than an address/],
  ])('is not %s', (text, reason) => expect(() => apiAddress(text)).toThrow(reason));

  it('has no password in it, and is not repeated if it has', () => {
    for (const text of ['https://user:hidden@jurismap.example', 'https://hidden@jurismap.example']) {
      expect(() => serviceAddress(text, '--api')).toThrow(/^--api has a name or a password in it$/);
    }
  });
});
