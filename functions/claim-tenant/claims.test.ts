import { describe, expect, it } from 'vitest';
import { claimsFor } from './claims.ts';

const person = { isMachine: false, tenant: 'acme', groups: ['legal'], scopes: [] };
const machine = { isMachine: true, tenant: undefined, groups: [] };

describe('a token of a person', () => {
  it('is for the tenant of their attribute, and allows what their groups say', () => {
    expect(claimsFor(person)).toEqual({ claims: { tenant: 'acme' }, add: ['jurismap/legal'], suppress: [] });
    expect(claimsFor({ ...person, groups: ['auditor', 'strangers', 'admin'] }).add).toEqual([
      'jurismap/auditor',
      'jurismap/admin',
    ]);
  });

  it('never allows what a client asked for beyond that, nor is it for a tenant it asked for', () => {
    const scopes = ['openid', 'jurismap/admin', 'jurismap/legal', 'tenant/other'];
    expect(claimsFor({ ...person, scopes })).toEqual({
      claims: { tenant: 'acme' },
      add: ['jurismap/legal'],
      suppress: ['tenant/other', 'jurismap/admin'],
    });
  });

  it.each([undefined, ''])('is for no tenant when the attribute is %j', (tenant) => {
    expect(claimsFor({ ...person, tenant, scopes: ['tenant/acme'] }).claims).toEqual({});
  });
});

describe('a token of a machine', () => {
  it('is for the one tenant its client has a scope of', () => {
    const scopes = ['jurismap/engineer', 'tenant/acme'];
    expect(claimsFor({ ...machine, scopes })).toEqual({ claims: { tenant: 'acme' }, add: [], suppress: [] });
  });

  it.each([[['jurismap/engineer']], [['tenant/acme', 'tenant/other']]])('is for none with %j', (scopes) => {
    expect(claimsFor({ ...machine, scopes }).claims).toEqual({});
  });

  it('is for none by an attribute', () => {
    expect(claimsFor({ ...machine, tenant: 'acme', scopes: [] }).claims).toEqual({});
  });
});
