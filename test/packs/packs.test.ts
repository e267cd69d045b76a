import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { lint } from '../../engine/lint.ts';
import { describeProblem } from '../../engine/problem.ts';
import { runScenarios } from '../../engine/run-scenarios.ts';
import { subjectsOf } from '../../engine/subject.ts';

/** Every pack in `rules/` is sound, does what its scenarios expect, and has each rule shown true, false and unknown. */

const { packs, ...catalogues } = readRulesFolder(join(import.meta.dirname, '..', '..', 'rules'));

describe.each(packs.map((folder) => [folder.authored.pack.id, folder] as const))('%s', (_, folder) => {
  it('has nothing to mend', () => {
    expect(lint(folder.authored, catalogues, folder.index).map(describeProblem)).toEqual([]);
  });

  it('comes to what its scenarios expect, and they show every rule true, false and unknown', () => {
    const runs = runScenarios(folder, catalogues.catalogue);
    const problems = runs.flatMap((run) => [...run.problems, ...run.failures.map(({ problem }) => problem)]);
    expect(problems.map(describeProblem)).toEqual([]);
    const seen = new Set(runs.flatMap((run) => run.seen.map(({ rule, truth }) => `${rule} ${truth}`)));
    const rules = new Set(subjectsOf(folder.authored.pack).map(({ rule }) => rule.id));
    const wanted = [...rules].flatMap((rule) =>
      ['true', 'false', 'unknown'].map((truth) => `${rule} ${truth}`),
    );
    expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
  });
});
