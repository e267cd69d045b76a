import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { digestOf } from '../../engine/digest.ts';
import { FIXTURES, jurismap } from './jurismap.ts';

// Each call starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const SCENARIOS = `scenarios:
  - id: hiring
    title: A deployer that hires
    source: { type: author, cite: our own }
    facts: { markets: [DE], roles: [deployer], use.purposes: [recruitment-screening] }
    expect:
      2026-11-22: { hiring: applies, keep-logs: gap }
`;

describe('packs list and show', () => {
  it('name the pack and its rules', async () => {
    expect((await jurismap('packs', 'list')).stdout).toContain('eu-ai-act');
    expect((await jurismap('packs', 'show', 'eu-ai-act')).stdout).toContain('Art. 4(1)');
    const { stdout } = await jurismap('packs', 'list', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      packs: expect.arrayContaining([expect.objectContaining({ id: 'eu-ai-act', jurisdiction: 'EU' })]),
    });
  });

  it('refuse an unknown pack', async () => {
    const { code, stderr } = await jurismap('packs', 'show', 'eu-ai-atc');
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "eu-ai-act"?');
  });
});

describe('packs diff', () => {
  it('tells what differs between two versions, part by part', async () => {
    const rules = readSmall('rules.yaml');
    const newer = smallPack({
      'rules.yaml': `${rules.replace('title: Keep logs', 'title: Keep all logs')}  - { id: more, kind: class, title: More, cite: Art. 2, when: { markets: FR } }\n`,
    });
    const { code, stdout } = await jurismap('packs', 'diff', smallPack(), newer);
    expect(code).toBe(0);
    expect(stdout).toContain('changed: rule keep-logs (Art. 3): title');
    expect(stdout).toContain('added: rule more (Art. 2)');
    const back = await jurismap('packs', 'diff', newer, smallPack(), '--format', 'json');
    expect(JSON.parse(back.stdout).changes).toContainEqual({
      part: 'rule',
      id: 'more',
      cite: 'Art. 2',
      change: 'removed',
      keys: [],
    });
  });

  it('tells also what of the manifest differs, and refuses another pack', async () => {
    const later = smallPack({
      'pack.yaml': readSmall('pack.yaml').replace('from: 2026-01-01', 'from: 2029-01-01'),
    });
    const { stdout } = await jurismap('packs', 'diff', smallPack(), later);
    expect(stdout).toContain('changed: schedule default: value');
    const other = smallPack({
      'pack.yaml': readSmall('pack.yaml').replace('pack: small-act', 'pack: other-act'),
    });
    const refused = await jurismap('packs', 'diff', smallPack(), other);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('are different packs');
  });

  it('says when nothing does', async () => {
    const { stdout } = await jurismap('packs', 'diff', smallPack(), smallPack());
    expect(stdout).toContain('Nothing that outcomes hang on differs');
  });
});

describe('packs lint, test and coverage of a folder', () => {
  it('find nothing wrong with a sound pack', async () => {
    const folder = smallPack();
    expect(await jurismap('packs', 'lint', folder)).toMatchObject({ code: 0, stderr: '' });
    expect(await jurismap('packs', 'test', folder)).toMatchObject({ code: 0, stderr: '' });
  });

  it('show what is not covered, and fail on it when told to', async () => {
    const folder = smallPack();
    const { code, stdout } = await jurismap('packs', 'coverage', folder);
    expect(code).toBe(0);
    expect(stdout).toContain('Provisions: 3, 3 answered by rules, 0 by a reason, 0 not at all.');
    expect(stdout).toContain('Scenarios: 1 (author 1).');
    expect(stdout).toContain('never false, never unknown: keep-logs');
    expect(await jurismap('packs', 'coverage', folder, '--strict')).toMatchObject({ code: 2 });
  });

  it('show a failing expectation with its place, what came instead, and why', async () => {
    const folder = smallPack({ 'scenarios/a.yaml': SCENARIOS.replace('keep-logs: gap', 'keep-logs: met') });
    const { code, stdout, stderr } = await jurismap('packs', 'test', folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/a\.yaml:7:\d+ \S+: hiring: keep-logs on 2026-11-22 is gap, not met/);
    expect(stderr).toContain('reason: none-declared');
    expect(stderr).toContain('because: markets = ["DE"]');
    expect(stdout).toBe('small-act 1.0.0: 1 scenario, 1 failed.\n');
  });

  it('show a scenario whose facts are none', async () => {
    const folder = smallPack({ 'scenarios/a.yaml': SCENARIOS.replace('[DE]', '[ZZ]') });
    const { code, stderr } = await jurismap('packs', 'test', folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/a\.yaml:5:\d+ \S+markets\/0: hiring: is not a place/);
  });

  it.each([
    {
      defect: 'an unknown fact',
      file: 'rules.yaml',
      from: 'markets: EU',
      to: 'market: EU',
      reason: 'markets',
    },
    {
      defect: 'a dangling reference',
      file: 'rules.yaml',
      from: 'is: hiring',
      to: 'is: hirring',
      reason: 'hiring',
    },
    {
      defect: 'a pinpoint that is none',
      file: 'rules.yaml',
      from: 'Art. 3',
      to: 'Art. 33',
      reason: 'no provision',
    },
    {
      defect: 'a changed rule',
      file: 'rules.yaml',
      from: 'Keep logs',
      to: 'Keep all logs',
      reason: 'raise "version"',
    },
    {
      defect: 'an unanswered provision',
      file: 'provisions.yaml',
      from: 'Art. 2: [hiring]',
      to: '',
      reason: 'no answer',
    },
  ])('find $defect, with its place', async ({ file, from, to, reason }) => {
    const folder = smallPack({ [file]: readSmall(file).replace(from, to) });
    const { code, stderr } = await jurismap('packs', 'lint', folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\.yaml:\d+:\d+/);
    expect(stderr).toContain(reason);
  });

  it('refuse what is no pack', async () => {
    expect((await jurismap('packs', 'lint', FIXTURES)).stderr).toContain(
      'a pack is a folder with a pack.yaml',
    );
    expect((await jurismap('packs', 'test', 'eu-ai')).code).toBe(2);
  });
});

const RULES = [
  { id: 'in-scope', kind: 'definition', title: 'Scope', cite: 'Art. 1', when: { markets: 'EU' } },
  {
    id: 'hiring',
    kind: 'class',
    title: 'Hiring',
    cite: 'Art. 2',
    when: { 'use.purposes': 'recruitment-screening' },
  },
  {
    id: 'keep-logs',
    kind: 'duty',
    title: 'Keep logs',
    cite: 'Art. 3',
    roles: ['deployer'],
    when: { is: 'hiring' },
    control: 'event-logging',
    relation: 'equal',
  },
];

const FILES: Record<string, string> = {
  'pack.yaml': `pack: small-act
title: Small Act
citation: Act 1 of 2026
url: https://example.org/act
jurisdiction: EU
force: binding
status: in force
version: "1.0.0"
verified: 2026-11-22
scope: in-scope
roles: { deployer: { roles: deployer } }
schedules: { default: [{ from: 2026-01-01 }] }
changes:
  - { version: "1.0.0", date: 2026-11-22, what: First version, rules: ${digestOf({ rules: RULES, scores: [], measures: [] })} }
`,
  'rules.yaml': `rules:
  - { id: in-scope, kind: definition, title: Scope, cite: Art. 1, when: { markets: EU } }
  - { id: hiring, kind: class, title: Hiring, cite: Art. 2, when: { use.purposes: recruitment-screening } }
  - { id: keep-logs, kind: duty, title: Keep logs, cite: Art. 3, roles: [deployer], when: { is: hiring }, control: event-logging, relation: equal }
`,
  'provisions.yaml': `provisions:
  Art. 1: [in-scope]
  Art. 2: [hiring]
  Art. 3: [keep-logs]
`,
  'provisions.index.json': '{ "provisions": [{ "id": "Art. 1" }, { "id": "Art. 2" }, { "id": "Art. 3" }] }',
  'scenarios/a.yaml': SCENARIOS,
};

function readSmall(file: string): string {
  return FILES[file] ?? '';
}

/** Writes the small pack, with some files changed, to a folder outside the repository. */
function smallPack(changed: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'jurismap-pack-'));
  mkdirSync(join(folder, 'scenarios'));
  for (const [file, text] of Object.entries({ ...FILES, ...changed }))
    writeFileSync(join(folder, file), text);
  return folder;
}
