import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { buildRules } from '../../cli/build-rules.ts';
import { rulesIn } from '../../cli/built-rules.ts';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { checkProfile } from '../../engine/check-profile.ts';
import { digestOfParts } from '../../engine/read-pack.ts';
import { loadRules } from '../../engine/ready-rules.ts';
import { reportOn } from '../../engine/system-report.ts';
import { jurismap } from './jurismap.ts';

/** The pack that the README shows, written from scratch: files below `rules/` are all it takes. */

vi.setConfig({ testTimeout: 60_000 });

const ROOT = join(import.meta.dirname, '..', '..');
const root = mkdtempSync(join(tmpdir(), 'jurismap-rules-'));
const rules = join(root, 'rules');
const folder = join(rules, 'is', 'replies-act');

beforeAll(() => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  for (const [, path = '', text = ''] of readme.matchAll(/^`(rules\/\S+)`\n\n```\w+\n([\s\S]*?)^```$/gm)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const shared of ['facts', 'controls.yaml', 'parameters.yaml']) {
    cpSync(join(ROOT, 'rules', shared), join(rules, shared), { recursive: true });
  }
  // The author records the digest that lint names.
  const [pack] = readRulesFolder(rules).packs;
  const manifest = join(folder, 'pack.yaml');
  const digest = pack ? digestOfParts(pack.authored.source) : '';
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('DIGEST', digest));
});

it('lints, passes its scenarios and is covered', async () => {
  for (const command of ['lint', 'test', 'coverage --strict']) {
    const ended = await jurismap('packs', ...command.split(' ').toSpliced(1, 0, folder));
    expect(ended, command).toMatchObject({ code: 0, stderr: '' });
  }
});

it('speaks for a place that nobody spoke for', () => {
  const before = readRulesFolder(join(ROOT, 'rules'));
  const build = join(root, 'build');
  buildRules(rules, build);
  const built = loadRules(rulesIn(join(build, 'rules')));
  const profile = checkProfile(
    {
      jurismap: 1,
      system: { id: 's', name: 'S' },
      facts: { 'places.affected-people': ['IS'], 'interaction.direct': true, roles: ['deployer'] },
    },
    built.catalogue,
  );
  const others = before.packs.map(({ authored }) => authored.pack);
  expect(reportOn(profile, others, before.catalogue, '2026-11-22').uncovered).toEqual(['IS']);
  const report = reportOn(profile, [...others, ...built.packs], built.catalogue, '2026-11-22');
  expect(report.uncovered).toEqual([]);
  const finding = report.assessments.at(-1)?.findings.find(({ rule }) => rule === 'say-so');
  expect(finding).toMatchObject({ outcome: 'undetermined', missing: ['interaction.obvious'] });
});
