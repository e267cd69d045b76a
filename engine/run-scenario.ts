import { checkProfile } from './check-profile.ts';
import type { Day } from './day.ts';
import { evaluate } from './evaluate.ts';
import { best } from './explain.ts';
import type { Catalogue } from './facts.ts';
import { type Assessment, type Finding, keyOf } from './finding.ts';
import type { MeasuredGroupResult } from './measure.ts';
import type { Pack } from './pack.ts';
import type { Profile } from './profile.ts';
import type { Scenario } from './scenario.ts';

/** An expectation that did not come true. */
export interface Failure {
  day: Day;
  /** As the scenario writes it: `art-26-6` or `art-26-6@deployer`. */
  subject: string;
  expected: string;
  got: string;
  finding: Finding | undefined;
}

export type Truth = 'true' | 'false' | 'unknown';

/** What the scenario showed of one rule, and was expected to. */
export interface Seen {
  rule: string;
  truth: Truth;
}

/**
 * Runs a scenario: evaluates its system on each of its days and compares with what it expects.
 *
 * @param base facts shared by the scenario's file
 * @throws InputError when its facts are not facts of the catalogue
 */
export function runScenario(
  scenario: Scenario,
  base: Readonly<Record<string, unknown>>,
  pack: Pack,
  catalogue: Catalogue,
): { failures: Failure[]; seen: Seen[] } {
  const profile = profileOf(scenario, base, catalogue);
  const failures: Failure[] = [];
  const assessments: Assessment[] = [];
  const seen: Seen[] = [];
  for (const [day, expected] of Object.entries(scenario.expect)) {
    const assessment = evaluate(profile, pack, catalogue, day);
    for (const [subject, outcome] of Object.entries(expected)) {
      const compared =
        subject === '*' ? unnamed(assessment, expected) : [compareSubject(assessment, subject)];
      for (const { name, got, finding } of compared) {
        if (finding) seen.push({ rule: finding.rule, truth: truthOf(finding) });
        if (!agrees(outcome, got)) failures.push({ day, subject: name, expected: outcome, got, finding });
      }
    }
    assessments.push(assessment);
  }
  failures.push(...missingFailures(scenario, assessments));
  return { failures, seen };
}

/** The profile a scenario describes. */
function profileOf(
  scenario: Scenario,
  base: Readonly<Record<string, unknown>>,
  catalogue: Catalogue,
): Profile {
  const facts = Object.fromEntries(
    Object.entries({ ...base, ...scenario.facts }).filter(([, value]) => value !== null),
  );
  return checkProfile(
    {
      jurismap: 1,
      system: { id: 'scenario', name: scenario.title },
      facts,
      ...(scenario.evidence && { evidence: scenario.evidence }),
      ...(scenario.waivers && { waivers: scenario.waivers }),
      ...(scenario.measurements && { measurements: scenario.measurements }),
    },
    catalogue,
  );
}

interface Compared {
  name: string;
  got: string;
  finding: Finding | undefined;
}

/** What an assessment says about a subject, as scenarios name subjects: a rule, `rule@role`, a score or a measured group. */
export function compareSubject(assessment: Assessment, subject: string): Compared {
  if (subject === 'applicability')
    return { name: subject, got: assessment.applicability, finding: undefined };
  if (subject.startsWith('score:')) return compareScore(assessment, subject);
  if (subject.startsWith('measure:')) return compareMeasure(assessment, subject);
  const [rule, role] = subject.split('@');
  const findings = assessment.findings.filter((finding) => finding.rule === rule);
  const finding = role === undefined ? best(findings) : findings.find((candidate) => candidate.role === role);
  return { name: subject, got: finding ? describe(finding) : 'no such finding', finding };
}

function compareScore({ scores }: Assessment, subject: string): Compared {
  const score = scores.find(({ id }) => `score:${id}` === subject);
  const got = !score
    ? 'no such score'
    : score.value === null
      ? `${score.lowest}..${score.highest}`
      : `${score.value}`;
  return { name: subject, got, finding: undefined };
}

/** `measure:ratios/sex/female`, or `measure:ratios/sex,race/female,asian`: one group of one table. */
function compareMeasure({ measures }: Assessment, subject: string): Compared {
  const [id, by, of] = subject.slice('measure:'.length).split('/');
  const groups = measures
    .filter((measure) => measure.id === id)
    .flatMap(({ tables }) => tables.filter((table) => table.by.join() === by))
    .flatMap(({ groups }) => groups.filter((group) => group.of.join() === of));
  const [group] = groups;
  const got = group ? describeGroup(group) : 'no such group';
  return { name: subject, got, finding: undefined };
}

function describeGroup({ rate, ratio, state, flagged }: MeasuredGroupResult): string {
  return [
    rate === null ? undefined : `rate ${rate.toFixed(4)}`,
    ratio === null ? undefined : `ratio ${ratio.toFixed(4)}`,
    state === 'computed' ? undefined : state,
    flagged ? 'flagged' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function unnamed(assessment: Assessment, expected: Readonly<Record<string, string>>): Compared[] {
  return assessment.findings
    .filter((finding) => !Object.hasOwn(expected, finding.rule) && !Object.hasOwn(expected, keyOf(finding)))
    .map((finding) => ({ name: keyOf(finding), got: describe(finding), finding }));
}

function describe(finding: Finding): string {
  return finding.outcome === 'upcoming' ? `upcoming ${finding.appliesFrom ?? ''}`.trim() : finding.outcome;
}

/** `upcoming` alone is satisfied by any date; a prohibition's `clear` is its way of not applying. */
function agrees(expected: string, got: string): boolean {
  if (expected === got) return true;
  if (expected === 'not-applicable') return got === 'clear';
  return expected === 'upcoming' && got.startsWith('upcoming ');
}

function truthOf(finding: Finding): Truth {
  switch (finding.outcome) {
    case 'undetermined':
      return 'unknown';
    case 'not-applicable':
    case 'clear':
      return 'false';
    default:
      return 'true';
  }
}

/** What the undetermined rules of a scenario wait for; a rule it names must be undetermined on one of its days. */
function missingFailures({ missing = {} }: Scenario, assessments: readonly Assessment[]): Failure[] {
  return Object.entries(missing).flatMap(([subject, facts]) => {
    const expected = `missing ${[...facts].sort().join(', ')}`;
    const open = assessments
      .map((assessment) => ({ day: assessment.asOf, finding: compareSubject(assessment, subject).finding }))
      .filter(({ finding }) => finding?.outcome === 'undetermined');
    if (open.length === 0) {
      return [
        {
          day: assessments[0]?.asOf ?? '',
          subject,
          expected,
          got: 'undetermined on no day',
          finding: undefined,
        },
      ];
    }
    return open.flatMap(({ day, finding }) => {
      const got = `missing ${[...(finding?.missing ?? [])].sort().join(', ')}`;
      return got === expected ? [] : [{ day, subject, expected, got, finding }];
    });
  });
}
