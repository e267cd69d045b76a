import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../engine/facts.ts';
import { DEFAULT_POLICY } from '../../../engine/policy.ts';
import type { Profile } from '../../../engine/profile.ts';
import { reportOn } from '../../../engine/system-report.ts';
import { type Checking, writtenBy } from '../../../test/fixtures/small-check.ts';
import { catalogue, profile, withRules } from '../../../test/fixtures/small-pack.ts';
import { entryOf } from '../../check/baseline.ts';
import { markdown } from './markdown.ts';

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };

function written(facts: Facts, more: Partial<Profile> = {}, options: Checking = {}): string {
  return writtenBy(markdown, { 'a.yaml': { facts, ...more } }, options);
}

test('a gap: what stops the deployment, for whom, where, and what shows it', async () => {
  await expect(written(HIRING)).toMatchFileSnapshot('fixtures/gap.md');
});

test('a prohibited practice goes before a gap', async () => {
  const { pack } = withRules(
    '{ id: no-chat, kind: prohibition, title: No chat, cite: Art. 3, severity: critical, when: { use.purposes: chat } }',
  );
  await expect(
    written({ ...HIRING, 'use.purposes': ['hiring', 'chat'] }, {}, { packs: [pack] }),
  ).toMatchFileSnapshot('fixtures/prohibited.md');
});

test('what is undetermined stands open where it stops the deployment, with the questions to ask', async () => {
  await expect(written({ markets: ['EU', 'GB'], roles: ['deployer'] })).toMatchFileSnapshot(
    'fixtures/undetermined.md',
  );
});

test('an instrument of which nobody knows whether it reaches the system is one question', async () => {
  await expect(written({ roles: ['deployer'] })).toMatchFileSnapshot('fixtures/open-scope.md');
});

test('a duty to come has its day, and what it would come to already', async () => {
  await expect(written(HIRING, {}, { asOf: '2025-11-22' })).toMatchFileSnapshot('fixtures/to-come.md');
});

test('what is waived, known or let pass does not stop it and is told', async () => {
  const { pack } = withRules(
    '{ id: tell, kind: duty, title: Tell people, cite: Art. 2, roles: [deployer], severity: low, control: notice-to-affected-persons, relation: equal }',
    '{ id: log-more, kind: duty, title: Log more, cite: Art. 3, roles: [deployer], severity: high, control: event-logging, relation: superset, missing: the rest }',
  );
  const before = entryOf(reportOn(profile(HIRING), [pack], catalogue, '2026-11-22', DEFAULT_POLICY));
  for (const { findings } of Object.values(before.packs)) delete findings['tell@deployer'];
  const waiver = {
    rule: 'small-act/keep-logs',
    reason: 'The store comes with version 2.',
    approver: 'Head of Risk',
    expires: '2026-12-31',
  };
  await expect(
    written(
      HIRING,
      { waivers: [waiver, { ...waiver, expires: '2026-01-31' }] },
      {
        packs: [pack],
        policy: { ...DEFAULT_POLICY, failOn: [{ severity: 'high' }] },
        baseline: { system: before },
      },
    ),
  ).toMatchFileSnapshot('fixtures/accepted.md');
});

/** What a reader of GitHub or GitLab sees. */
function rendered(source: string): string {
  return micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

function hostileSystem(id: string, text: string): Partial<Profile> {
  return {
    system: { id, name: text, version: text, owner: { name: text } },
    facts: { markets: ['EU', 'GB'], roles: ['deployer'], 'use.purposes': ['hiring'] },
    measurements: {},
    waivers: [
      { rule: 'small-act/keep-logs', reason: text, approver: text, expires: '2026-12-31' },
      { rule: 'small-act/risky', reason: text, approver: text, expires: '2026-12-31' },
    ],
  };
}

describe.each([
  ['HTML', '<img src=x onerror=alert(1)></details><script>alert(1)</script><!-- '],
  ['a mention', '@octocat and @org/team, (@a), #1, !2, $3, %4, &5, ^6, GH-7, %"milestone", a@b.example'],
  [
    'links',
    '[click](https://evil.example) https://evil.example www.evil.example <https://evil.example> ![](//evil.example/x.png)',
  ],
  ['tables', 'a | b \\| c || `|` \n| x | y |\n| --- | --- |'],
  ['markup', '# **a** __b__ ~~c~~ `d` \\ - [ ] $x$ $$y$$ :smile: [^1] 1. \n\n# heading\n\n```\ncode'],
  ['code', '`@octocat` ``<img src=x>`` ```'],
  ['directions', 'a\u202eb\u2066c\u0007\u001b[2Jd'],
  ['digests', '0123456789abcdef0123456789abcdef01234567'],
])('hostile text with %s', (_, hostile) => {
  const source = writtenBy(markdown, {
    [`${hostile}.yaml`]: hostileSystem('one', hostile),
    '-': hostileSystem('two', hostile),
  });
  const html = rendered(source);

  test('is shown as it is, and does nothing', () => {
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name));
    const plain = 'h2 p strong table thead tr th tbody td h3 code h4 a ul li details summary'.split(' ');
    expect([...tags].filter((tag) => !plain.includes(tag ?? ''))).toEqual([]);
    const links = new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href));
    expect([...links]).toEqual(['https://example.org/act']);
    const outsideCode = html.replace(/<code>[^<]*<\/code>|<[^>]*>/g, ' ').replaceAll('&amp;', '&');
    expect(outsideCode).not.toMatch(/[@#!$%^][\w"]|&(?!\w+;)[\w"]|\bGH-\d|https?:|www\.|[0-9a-f]{7}/);
    expect(html).not.toMatch(/(?![\n\u200b])[\p{Cc}\p{Cf}]/u);
  });

  test('leaves the table whole', () => {
    const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
      [...(row ?? '').matchAll(/<t[hd]>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell),
    );
    const pass = 'nothing that the policy forbids; 1 waived';
    expect(rows).toEqual([
      ['system', 'verdict', 'why'],
      [expect.anything(), '✅ pass', pass],
      [expect.anything(), '✅ pass', pass],
    ]);
  });

  test('can be read', () => {
    const words = (text: string): string[] => text.match(/[a-z0-9]{3,}/gi) ?? [];
    const visible = html
      .replaceAll('\u200b', '')
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    for (const word of words(hostile)) expect(visible).toContain(word);
  });
});

test('nothing in scope is said in words and is no green sign', async () => {
  await expect(written({ ...HIRING, markets: ['US'] })).toMatchFileSnapshot('fixtures/out-of-scope.md');
});

test('several systems: a table, the gravest first', async () => {
  await expect(
    writtenBy(markdown, {
      'fine.yaml': {
        system: { id: 'fine', name: 'Fine' },
        facts: HIRING,
        evidence: { 'event-logging': { status: 'implemented' } },
      },
      'open.yaml': { system: { id: 'open', name: 'Open' }, facts: { markets: ['EU'], roles: ['deployer'] } },
      'short.yaml': { system: { id: 'short', name: 'Short' }, facts: HIRING },
    }),
  ).toMatchFileSnapshot('fixtures/several.md');
});

test('advice that is not followed is counted and stops nothing', async () => {
  const { pack } = withRules(
    '{ id: advice, kind: duty, title: Better logs, cite: Art. 3, roles: [deployer], force: guidance, control: event-logging, relation: superset, missing: better ones }',
  );
  const evidence = { 'event-logging': { status: 'implemented' } } as const;
  await expect(written(HIRING, { evidence }, { packs: [pack] })).toMatchFileSnapshot('fixtures/advice.md');
});

test('however many systems there are, it fits into a comment and keeps the gravest', () => {
  const { pack } = withRules(
    '{ id: no-chat, kind: prohibition, title: No chat, cite: Art. 3, severity: critical, when: { use.purposes: chat } }',
  );
  const systems = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => {
      const isWorst = i === 321;
      const facts = isWorst ? { ...HIRING, 'use.purposes': ['chat'] } : HIRING;
      return [`${i}.yaml`, { system: { id: `s${i}`, name: `System ${i}` }, facts }];
    }),
  );
  const source = writtenBy(markdown, systems, { packs: [pack] });
  expect(source.length).toBeLessThan(65_000);
  expect(source.match(/^### .*/m)?.[0]).toBe('### System 321: ⛔ prohibited practice');
  expect(source).toMatch(/And \d+ more systems\./);
  expect(source).toMatch(
    /\nShortened by \d+ sections: .*\n\nExit code 4 \(prohibited\): 1 prohibited practice\.\n$/,
  );
});
