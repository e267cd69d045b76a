import { CLIENT, type ColdStart } from './cold-start.ts';
import type { Comparison } from './evaluator.ts';
import type { Exactness } from './exactness.ts';
import type { Footprint } from './footprint.ts';
import type { StartUp } from './start-up.ts';
import { READ_DOCUMENTS, READ_VECTORS, type StepUnits } from './units.ts';
import type { Whole } from './whole.ts';
import { REAL } from './world.ts';

/** What was measured. */
export interface Results {
  comparisons: readonly Comparison[];
  footprints: readonly Footprint[];
  startUps: readonly StartUp[];
  coldStarts: readonly ColdStart[];
  units: readonly StepUnits[];
  exactness: readonly Exactness[];
  whole: Whole;
}

/** A goal, and what was reached. Where more is better `sense` is `at-least`. */
export interface Goal {
  what: string;
  sense: 'at-least' | 'at-most';
  goal: number;
  reached: number;
  /** What a quick run has to reach on whatever machine; null where it is too rough to tell. */
  loose: number | null;
}

/** Goals by the number of rules. */
const BY_RULES: Readonly<
  Record<string, { all: number; candidates: number; unknown: number; fleet: number | null; parse: number }>
> = {
  300: { all: 3, candidates: 1, unknown: 100, fleet: null, parse: 0.5 },
  1000: { all: 10, candidates: 2, unknown: 200, fleet: 80, parse: 0.6 },
  3000: { all: 30, candidates: 5, unknown: 300, fleet: 200, parse: 0.9 },
};

/** Every goal with what was reached; those that were not measured are left out. */
export function goalsOf(results: Results): Goal[] {
  const { comparisons, footprints, startUps, coldStarts, units, whole } = results;
  return [
    ...comparisons.filter(({ world }) => world !== REAL).flatMap(goalsOfComparison),
    ...growthGoal(comparisons),
    ...footprints.flatMap(goalsOfFootprint),
    ...wholeGoals(whole),
    ...[...unitsGoal(units), ...importGoal(coldStarts), ...checkGoal(startUps)],
  ];
}

function goalsOfComparison({ world, ratioOf }: Comparison): Goal[] {
  const goals = BY_RULES[world];
  if (!goals) return [];
  const atLeast = (what: string, goal: number, reached: number): Goal => ({
    what: `${world} rules: ${what}`,
    sense: 'at-least',
    goal,
    reached,
    loose: goal / 5,
  });
  return [
    atLeast(
      'packs that can reach the system, against json-logic-engine behind the same filter',
      goals.candidates,
      ratioOf('json-logic-candidates', 'lanes-candidates'),
    ),
    atLeast('all rules, against json-logic-engine', goals.all, ratioOf('json-logic', 'lanes-partial')),
    atLeast('all rules with unknowns, against CEL', goals.unknown, ratioOf('cel-partial', 'lanes-partial')),
    ...(goals.fleet === null
      ? []
      : [atLeast('a fleet, against json-logic-engine', goals.fleet, ratioOf('json-logic', 'fleet'))]),
    {
      what: `${world} rules: packs that can reach the system, against JSON.parse of its profile`,
      sense: 'at-most',
      goal: goals.parse,
      reached: ratioOf('lanes-candidates', 'parse'),
      loose: 5 * goals.parse,
    },
  ];
}

function growthGoal(comparisons: readonly Comparison[]): Goal[] {
  const microsIn = (world: string): number | undefined =>
    comparisons
      .find((one) => one.world === world)
      ?.measured.find(({ contestant }) => contestant.name === 'lanes-candidates')?.micros;
  const [few, many] = [microsIn('300'), microsIn('3000')];
  if (few === undefined || many === undefined) return [];
  const what = 'time from 300 to 3,000 rules, packs that can reach the system';
  return [{ what, sense: 'at-most', goal: 2, reached: many / few, loose: null }];
}

function goalsOfFootprint({ what, disk, heap, first, peer }: Footprint): Goal[] {
  return [
    { what: `${what}: bytes of a rule on disk`, sense: 'at-most', goal: 150, reached: disk, loose: 300 },
    { what: `${what}: bytes of a rule on the heap`, sense: 'at-most', goal: 700, reached: heap, loose: 2000 },
    ...(peer === null
      ? []
      : [
          {
            what: `${what}: cold, until the first result, against json-logic-engine`,
            sense: 'at-most' as const,
            goal: 0.25,
            reached: first / peer,
            loose: 1,
          },
        ]),
  ];
}

function wholeGoals({ asking, stored }: Whole): Goal[] {
  return [
    {
      what: 'questions about 30 unknown facts under all packs, against one evaluation',
      sense: 'at-most',
      goal: 20,
      reached: asking,
      loose: 40,
    },
    {
      what: 'processor time of a stored evaluation, against JSON.parse and JSON.stringify of the profile',
      sense: 'at-most',
      goal: 4,
      reached: stored,
      loose: null,
    },
  ];
}

function unitsGoal(units: readonly StepUnits[]): Goal[] {
  const readBy = (step: string): number | undefined => units.find((one) => one.step === step)?.mean.read;
  const [vectors, documents] = [readBy(READ_VECTORS), readBy(READ_DOCUMENTS)];
  if (vectors === undefined || documents === undefined) return [];
  const what = 'read units to sift a system for a change of a pack, against reading its profile';
  return [{ what, sense: 'at-most', goal: 0.1, reached: vectors / documents, loose: 0.2 }];
}

function importGoal(starts: readonly ColdStart[]): Goal[] {
  const of = (name: string): number | undefined => starts.find((one) => one.name === name)?.import;
  const [evaluate, client] = [of('evaluate'), of(CLIENT)];
  if (evaluate === undefined || client === undefined) return [];
  const what = 'import of `evaluate`, against the DynamoDB client alone';
  return [{ what, sense: 'at-most', goal: 1.3, reached: evaluate / client, loose: 4 }];
}

function checkGoal(startUps: readonly StartUp[]): Goal[] {
  const call = startUps.find(({ does }) => does.includes(REAL));
  if (!call) return [];
  const what = `${call.does}, whole process, against \`node -e 0\``;
  return [{ what, sense: 'at-most', goal: 2.5, reached: call.ratio, loose: 25 }];
}

/** Whether a value is on the right side of a mark. */
export function reaches({ sense, reached }: Goal, mark: number): boolean {
  return sense === 'at-least' ? reached >= mark : reached <= mark;
}
