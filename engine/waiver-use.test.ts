import { expect, test } from 'vitest';
import { catalogue, profile, withRules } from '../test/fixtures/small-pack.ts';
import { reportOn } from './system-report.ts';

const { pack } = withRules('{ id: ban, kind: prohibition, title: B, cite: Art. 9, when: { flag: true } }');
const due = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };
const digest = pack.byId.get('keep-logs')?.digest ?? '';

function use(waiver: object, facts = {}, more = {}) {
  const given = { rule: 'small-act/keep-logs', reason: 'r', approver: 'a', expires: '2026-12-31', ...waiver };
  const system = profile({ ...due, flag: false, ...facts }, { waivers: [given], ...more });
  const [used] = reportOn(system, [pack], catalogue, '2026-11-22').waivers;
  return used && `${used.state}: ${used.reason}`;
}

test.each([
  { what: 'a gap', waiver: {}, is: 'counts: null' },
  { what: 'a gap of the same content', waiver: { ruleDigest: digest }, is: 'counts: null' },
  { what: 'on its last day', waiver: { expires: '2026-11-22' }, is: 'counts: null' },
  { what: 'a day later', waiver: { expires: '2026-11-21' }, is: 'lapsed: it lapsed after 2026-11-21' },
  {
    what: 'another content',
    waiver: { ruleDigest: 'other' },
    is: 'reopened: the content of the rule has changed since it was given',
  },
  {
    what: 'an unknown rule',
    waiver: { rule: 'small-act/keep-log' },
    is: 'unmatched: small-act has no rule "keep-log" (did you mean "keep-logs"?)',
  },
  {
    what: 'an unknown pack',
    waiver: { rule: 'smal-act/keep-logs' },
    is: 'unmatched: no pack "smal-act" was evaluated (did you mean "small-act"?)',
  },
  {
    what: 'a prohibition',
    waiver: { rule: 'small-act/ban' },
    facts: { flag: true },
    is: 'unmatched: only duties can be waived, and this is a prohibition',
  },
  {
    what: 'what does not apply',
    waiver: {},
    facts: { 'use.purposes': ['chat'] },
    is: 'unmatched: there is nothing to waive: the duty is not applicable',
  },
  {
    what: 'what is met',
    waiver: {},
    more: { evidence: { 'event-logging': { status: 'implemented' } } },
    is: 'unmatched: there is nothing to waive: the duty is met',
  },
])('a waiver of $what', ({ waiver, facts, more, is }) => {
  expect(use(waiver, facts, more)).toBe(is);
});
