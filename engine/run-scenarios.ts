import type { Catalogue } from './facts.ts';
import type { PackContents } from './pack-files.ts';
import { InputError, type Problem } from './problem.ts';
import { type Failure, runScenario, type Seen } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';

/** One scenario's run, with its failures at their places. */
export interface ScenarioRun {
  scenario: Scenario;
  seen: readonly Seen[];
  failures: readonly (Failure & { problem: Problem })[];
  /** Why the scenario could not run at all: facts that are none. */
  problems: readonly Problem[];
}

/** Runs every scenario of a pack. */
export function runScenarios({ authored, scenarios }: PackContents, catalogue: Catalogue): ScenarioRun[] {
  return scenarios.flatMap(({ base = {}, scenarios: list, document }) =>
    list.map((scenario, i): ScenarioRun => {
      try {
        const { seen, failures } = runScenario(scenario, base, authored.pack, catalogue);
        const located = failures.map((failure) => {
          const { day, subject, expected, got } = failure;
          const key = Object.hasOwn(scenario.expect[day] ?? {}, subject) ? subject : '*';
          const reason = `${scenario.id}: ${subject} on ${day} is ${got}, not ${expected}`;
          return { ...failure, problem: document.locate(['scenarios', i, 'expect', day, key], reason) };
        });
        return { scenario, seen, failures: located, problems: [] };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const problems = error.problems.map(({ pointer, reason, hint }) =>
          document.locate(
            ['scenarios', i, ...pointer.split('/').slice(1)],
            `${scenario.id}: ${reason}`,
            hint,
          ),
        );
        return { scenario, seen: [], failures: [], problems };
      }
    }),
  );
}
