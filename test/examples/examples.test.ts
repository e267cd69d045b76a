import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { check } from '../../engine/check.ts';
import { readProfile } from '../../engine/check-profile.ts';
import { readDocument } from '../../engine/document.ts';
import { patchwork } from '../../engine/patchwork.ts';
import { compareSubject } from '../../engine/run-scenario.ts';
import { reportOn } from '../../engine/system-report.ts';
import { ExpectationSchema } from './expectation.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXPECTED = join(import.meta.dirname, 'expected');
const { packs: folders, ...catalogues } = readRulesFolder(join(ROOT, 'rules'));
const packs = folders.map(({ authored }) => authored.pack);
const rules = { ...catalogues, packs };

const files = readdirSync(EXPECTED).map((file) => join(EXPECTED, file));
const expectations = files.map((file) => {
  const document = readDocument(readFileSync(file), file);
  return check(ExpectationSchema, document.value, document.locate);
});

it('covers every example, and at least twenty', () => {
  const examples = readdirSync(join(ROOT, 'examples')).map((file) => basename(file, '.yaml'));
  expect(expectations.map(({ example }) => example).sort()).toEqual(examples.sort());
  expect(examples.length).toBeGreaterThanOrEqual(20);
});

describe.each(expectations)('$example on $asOf', (expected) => {
  const file = join(ROOT, 'examples', `${expected.example}.yaml`);
  const { profile } = readProfile(readFileSync(file), file, rules.catalogue);
  const report = reportOn(profile, packs, rules.catalogue, expected.asOf);

  it('is reached by the instruments it should be', () => {
    const reach = (wanted: string): string[] =>
      report.assessments.filter(({ applicability }) => applicability === wanted).map(({ pack }) => pack);
    expect({
      'out-of-scope': reach('out-of-scope').sort(),
      undetermined: reach('undetermined').sort(),
      'in-scope': reach('in-scope').sort(),
    }).toEqual({
      'out-of-scope': Object.values(expected.outOfScope).flat().sort(),
      undetermined: [...expected.undetermined].sort(),
      'in-scope': Object.keys(expected.inScope).sort(),
    });
  });

  it.each(Object.entries(expected.inScope))(
    'comes to what the source says under %s',
    (id, { expect: outcomes }) => {
      const assessment = report.assessments.find(({ pack }) => pack === id);
      if (!assessment) throw new Error(`there is no pack ${id}`);
      const got = Object.keys(outcomes).map((subject) => [subject, compareSubject(assessment, subject).got]);
      expect(Object.fromEntries(got)).toEqual(outcomes);
    },
  );

  it('passes the gate or not, and says what nobody looked at', () => {
    expect({ gate: report.gate.result, uncovered: report.uncovered }).toEqual({
      gate: expected.gate,
      uncovered: expected.uncovered,
    });
  });

  it('meets the conflicts it should', () => {
    const { conflicts } = patchwork(profile, rules, expected.asOf);
    expect(Object.fromEntries(conflicts.map(({ id, state }) => [id, state]))).toEqual(expected.conflicts);
  });
});
