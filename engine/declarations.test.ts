import { describe, expect, it } from 'vitest';
import { catalogue } from '../test/fixtures/small-pack.ts';
import { checkProfile } from './check-profile.ts';
import {
  type Declaration,
  DeclarationsSchema,
  NOTHING_DECLARED,
  withDeclaration,
  withDeclarations,
} from './declarations.ts';

const stated = checkProfile(
  {
    jurismap: 1,
    system: { id: 's', name: 'S', owner: { name: 'Stated' } },
    facts: { flag: true },
    evidence: { logging: { status: 'planned' }, oversight: { status: 'implemented' } },
  },
  catalogue,
);

const signed = (by: string) => ({ by, at: '2026-11-24T10:00:00.000Z' });

type Said = readonly [Declaration, by?: string];

function declared(...declarations: Said[]) {
  const state = declarations.reduce(
    (before, [declaration, by = 'ann']) => withDeclaration(before, declaration, signed(by)),
    NOTHING_DECLARED,
  );
  return DeclarationsSchema.parse(state);
}

const request = {
  kind: 'waiver-requested',
  waiver: 'w1',
  request: { rule: 'small-act/r-1', reason: 'being mended', expires: '2027-01-01', ruleDigest: 'd' },
} as const satisfies Declaration;

describe('declarations', () => {
  it('leave a profile as it is where there are none', () => {
    expect(withDeclarations(stated, NOTHING_DECLARED)).toEqual(stated);
  });

  it('go before what the profile says, the latest of each', () => {
    const profile = withDeclarations(
      stated,
      declared(
        [{ kind: 'evidence', of: 'logging', evidence: { status: 'partial' } }],
        [{ kind: 'evidence', of: 'logging', evidence: { status: 'implemented', owner: 'Ann' } }],
        [{ kind: 'owner', of: null, owner: { name: 'Declared' } }],
      ),
    );
    expect(profile.evidence).toEqual({
      logging: { status: 'implemented', owner: 'Ann' },
      oversight: { status: 'implemented' },
    });
    expect(profile.system.owner).toEqual({ name: 'Declared' });
    expect(profile.facts).toEqual(stated.facts);
  });

  it('waive a gap only between approval and revocation', () => {
    const approve: Declaration = { kind: 'waiver-approved', waiver: 'w1' };
    const revoke: Declaration = { kind: 'waiver-revoked', waiver: 'w1', reason: 'mended' };
    const waivers = (...all: Said[]) => withDeclarations(stated, declared(...all)).waivers;
    expect(waivers([request])).toEqual([]);
    expect(waivers([request], [approve, 'bea'])).toEqual([{ ...request.request, approver: 'bea' }]);
    expect(waivers([request], [approve, 'bea'], [revoke])).toEqual([]);
    expect(waivers([approve, 'bea'])).toEqual([]);
  });

  it('take back an owner that was set', () => {
    const rule = 'small-act/r-1';
    const set: Declaration = { kind: 'owner', of: rule, owner: { name: 'Ann' } };
    expect(declared([set]).dutyOwners).toEqual({ [rule]: { name: 'Ann' } });
    expect(declared([set], [{ ...set, owner: null }]).dutyOwners).toEqual({});
    expect(declared([{ kind: 'owner', of: null, owner: null }]).owner).toBeNull();
  });
});
