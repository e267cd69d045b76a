import { expect, it } from 'vitest';
import { reportOn } from '../../engine/system-report.ts';
import { authored, catalogue } from '../../test/fixtures/small-pack.ts';
import { sampleProfile } from '../../test/store/samples.ts';
import { otherPacks } from './other-packs.ts';

const { pack } = authored();
const report = reportOn(sampleProfile('a'), [pack], catalogue, '2026-11-22');

it('says nothing of the same packs', () => expect(otherPacks(report, [pack])).toEqual([]));

it.each([
  [[], 'small-act 1.0.0 is deployed, and this command does not have it'],
  [[{ ...pack, version: '2.0.0' }], 'small-act is deployed as 1.0.0, and this command has 2.0.0'],
  [[{ ...pack, digest: 'other' }], 'small-act 1.0.0 is deployed with another content than this command has'],
  [[pack, { ...pack, id: 'new-act' }], 'new-act 1.0.0 is not deployed, and was not looked at'],
])('says what differs (%#)', (packs, said) => expect(otherPacks(report, packs)).toEqual([said]));
