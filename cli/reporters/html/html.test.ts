import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Facts } from '../../../engine/facts.ts';
import { DEFAULT_POLICY } from '../../../engine/policy.ts';
import type { Profile } from '../../../engine/profile.ts';
import { reportOn } from '../../../engine/system-report.ts';
import { type Checking, writtenBy } from '../../../test/fixtures/small-check.ts';
import { authored, catalogue, LEDGER, profile, RULES, withRules } from '../../../test/fixtures/small-pack.ts';
import { entryOf } from '../../check/baseline.ts';
import { version } from '../../version.ts';
import { html } from './html.ts';

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };

/** The page; a new version of Jurismap alone changes no expectation. */
function written(facts: Facts, more: Partial<Profile> = {}, options: Checking = {}): string {
  return writtenBy(html, { 'a.yaml': { facts, ...more } }, options).replace(
    `Jurismap ${version()}`,
    'Jurismap',
  );
}

/** What stands between the head, which is the same everywhere, and the foot. */
function main(page: string): string {
  return page.slice(page.indexOf('<main'), page.indexOf('</main>'));
}

test('a gap: the whole page', async () => {
  await expect(written(HIRING)).toMatchFileSnapshot('fixtures/gap.html');
});

test('what is undetermined, with what each answer would do', async () => {
  await expect(main(written({ markets: ['EU', 'GB'], roles: ['deployer'] }))).toMatchFileSnapshot(
    'fixtures/undetermined.html',
  );
});

test('an instrument of which nobody knows whether it reaches the system is only listed', async () => {
  await expect(main(written({ roles: ['deployer'] }))).toMatchFileSnapshot('fixtures/open-scope.html');
});

test('nothing in scope is said in words', async () => {
  await expect(main(written({ ...HIRING, markets: ['US'] }))).toMatchFileSnapshot(
    'fixtures/out-of-scope.html',
  );
});

test('a prohibited practice, exceptions tried, quantities, penalties, notes and what was not compared', async () => {
  const { pack } = withRules(
    '{ id: no-chat, kind: prohibition, title: No chat, cite: Art. 3, severity: critical, penalty: fine, when: { use.purposes: chat }, unless: [{ id: small-one, cite: Art. 3, when: { size: { lessThan: 10 } } }] }',
    '{ id: no-other, kind: prohibition, title: No other, cite: Art. 3, severity: critical, when: { use.purposes: other } }',
    '{ id: report, kind: duty, title: Report, cite: Art. 3, summary: What happens is reported., roles: [deployer], control: incident-reporting, relation: superset, missing: a report to everybody, evidence: [log, letter], notes: [Everybody means everybody.], unverified: The text could not be had., parameters: { incident-report: { bound: at-most, value: 2, unit: days, after: awareness-of-incident } } }',
  );
  const evidence: Profile['evidence'] = {
    'incident-reporting': {
      status: 'implemented',
      owner: 'Quality',
      reviewed: '2026-10-01',
      expires: '2027-10-01',
      links: ['https://example.org/log', 'shelf 7'],
      note: 'In the log.',
    },
  };
  const facts = { ...HIRING, 'use.purposes': ['hiring', 'chat'], size: 20, flag: true };
  await expect(main(written(facts, { evidence }, { packs: [pack] }))).toMatchFileSnapshot(
    'fixtures/prohibited.html',
  );
});

test('several systems: what is waived, known and to come', async () => {
  const { pack } = withRules(
    '{ id: log-more, kind: duty, title: Log more, cite: Art. 3, roles: [deployer], control: event-logging, relation: superset, missing: the rest }',
    '{ id: log-later, kind: duty, title: Log later, cite: Art. 3, roles: [deployer], control: event-logging, relation: equal, applies: [{ id: first, from: 2027-01-01, cite: Art. 9, when: { flag: true } }, { id: second, from: 2028-01-01, when: { flag: false } }] }',
  );
  const facts = { ...HIRING, flag: true };
  const before = entryOf(reportOn(profile(facts), [pack], catalogue, '2026-11-22', DEFAULT_POLICY));
  const waiver = { rule: 'small-act/keep-logs', reason: 'The store comes.', approver: 'Head of Risk' };
  const waivers = [
    { ...waiver, expires: '2026-12-31' },
    { ...waiver, expires: '2026-01-31' },
  ];
  const page = writtenBy(
    html,
    {
      'one.yaml': { system: { id: 'system', name: 'One' }, facts, waivers },
      'two.yaml': { system: { id: 'two', name: 'Two' }, facts: {} },
    },
    { packs: [pack], baseline: { system: before } },
  );
  await expect(main(page)).toMatchFileSnapshot('fixtures/several.html');
});

test('scores and statistics', async () => {
  const { pack } = authored({
    rules: `${RULES}scores:
  - { id: impact, title: Impact, cite: Art. 2, items: [{ fact: flag, points: { yes: 3 } }, { fact: kind, points: { two: 4 }, when: { flag: true } }] }
measures:
  - { id: ratios, title: Ratios, cite: Art. 3, rate: selection, tables: [[sex], [origin]], groups: { sex: [female, male] }, flagBelow: { ratio: 0.8, cite: Art. 3 } }
`,
    ledger: LEDGER.replace('[risky]', '[risky, impact]').replace('[keep-logs]', '[keep-logs, ratios]'),
  });
  const groups = [
    { of: ['female'], assessed: 100, selected: 30 },
    { of: ['other'], assessed: 0, selected: 0 },
    { of: ['unnamed'], assessed: 100, selected: 60 },
  ];
  const tables = [
    { by: ['sex'], unknown: 5, groups },
    { by: ['gender'], groups },
  ];
  const page = written(
    { ...HIRING, flag: true },
    { measurements: { audit: { rate: 'selection', collected: '2026-03-01', tables } } },
    { packs: [pack] },
  );
  await expect(main(page)).toMatchFileSnapshot('fixtures/statistics.html');
});

test('the policy of the page lets in its own style sheet and nothing else', () => {
  const page = written(HIRING);
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const digest = createHash('sha256').update(style).digest('base64');
  expect(policy).toBe(
    `default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
  );
  expect(page).not.toMatch(/<script|<link|<img|<iframe| style=| on[a-z]+=|@import|url\(/i);
});

test('text of a profile stays text, and only addresses of the web become links', () => {
  const hostile = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>&amp;\u202e";
  const shown =
    '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp; ';
  const links = ['javascript:alert(1)', 'data:text/html,x', hostile, 'https://example.org/"><b>'];
  const page = main(
    writtenBy(html, {
      [hostile]: {
        system: {
          id: 'system',
          name: hostile,
          version: hostile,
          description: hostile,
          owner: { name: hostile },
          links,
        },
        facts: HIRING,
        evidence: {
          'event-logging': { status: 'partial', owner: hostile, note: hostile, links, version: hostile },
        },
        waivers: [{ rule: 'small-act/risky', reason: hostile, approver: hostile, expires: '2027-01-01' }],
      },
    }),
  );
  expect(page.split(shown).length).toBeGreaterThan(15);
  expect(page).not.toMatch(/<script|<img|<b>"|\u202e/);
  const addresses = new Set([...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.split('#')[0]));
  expect([...addresses].sort()).toEqual(['', 'https://example.org/%22%3E%3Cb%3E', 'https://example.org/act']);
});

test('every link within the page leads somewhere, and no id is there twice', () => {
  const page = written({ ...HIRING, flag: true }, {}, { asOf: '2025-11-22' });
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  expect(targets.length).toBeGreaterThan(5);
});
