import type { Assessment, Finding } from '../../../engine/finding.ts';
import type { Rules } from '../../../engine/rules.ts';
import { counted } from '../../page.ts';
import { noticesOf } from '../notices.ts';
import type { CheckedSystem } from '../reporter.ts';
import { bySeverity, shortfall, since, someOf } from '../wording.ts';
import { firstOf, instrument, issueLine, provision, type RuleIssue } from './lines.ts';
import { code, folded, text } from './text.ts';

const SHOWN_OPEN = 12;
const SHOWN_QUESTIONS = 5;
const SHOWN_STARTS = 8;
const SHOWN_OF_START = 3;
const SHOWN_ACCEPTED = 12;
const SHOWN_LIMITS = 12;

/** What cannot be settled, and the questions that settle it; unfolded where that is what stops the deployment. */
export function undetermined(open: readonly RuleIssue[], checked: CheckedSystem, rules: Rules): string[] {
  if (open.length === 0) return [];
  const questions = checked
    .questions()
    .map(
      ({ fact, question, affects }) =>
        `- ${text(question)} (${code(fact)}) bears on ${counted(affects, 'open finding')}`,
    );
  const count = open.reduce((sum, issue) => sum + (issue.about === 'scope' ? issue.findings.length : 1), 0);
  const lines = open.map((issue) => `${issueLine(issue, rules)}; ${dependence(issue)}${standing(issue)}`);
  return folded(
    `Undetermined (${count}), and what to ask next`,
    [...firstOf(lines, SHOWN_OPEN), '', 'Best asked next:', '', ...firstOf(questions, SHOWN_QUESTIONS)],
    checked.report.gate.result === 'undetermined',
  );
}

function dependence(issue: RuleIssue): string {
  const facts = issue.about === 'scope' ? issue.assessment.scopeMissing : issue.finding.missing;
  return `depends on ${someOf(facts.map((fact) => code(fact)))}`;
}

/** What starts later, by the day and the instrument. */
export function coming({ report }: CheckedSystem, rules: Rules): string[] {
  const starts = report.assessments.flatMap((assessment) => {
    const upcoming = assessment.findings.filter(
      ({ kind, outcome }) => outcome === 'upcoming' && (kind === 'duty' || kind === 'prohibition'),
    );
    const byDay = Map.groupBy(upcoming, (finding) => since(finding) ?? '');
    return [...byDay].map(([day, findings]) => ({ day, assessment, findings }));
  });
  const count = starts.reduce((sum, { findings }) => sum + findings.length, 0);
  const blocks = starts
    .toSorted((a, b) => a.day.localeCompare(b.day, 'en'))
    .map(({ day, assessment, findings }) => startLines(day, assessment, findings, rules).join('\n'));
  return folded(`To come (${count})`, firstOf(blocks, SHOWN_STARTS));
}

function startLines(
  day: string,
  assessment: Assessment,
  findings: readonly Finding[],
  rules: Rules,
): string[] {
  const unready = bySeverity(
    findings.filter(({ readiness }) => readiness !== 'met' && readiness !== 'waived'),
  );
  const lines = unready.map((finding) => {
    const short = shortfall(finding);
    const title = short === undefined ? finding.title : `${finding.title}: ${short}`;
    return `  - ${provision(assessment, finding.cite, rules)} ${text(title)}`;
  });
  const more = lines.length - SHOWN_OF_START;
  return [
    `- **${text(day)}**, ${instrument(assessment, rules)}: ${counted(findings.length, 'rule')}, ${unready.length} not in order yet`,
    ...lines.slice(0, SHOWN_OF_START),
    ...(more > 0 ? [`  - and ${more} more`] : []),
  ];
}

/** What is not in order and does not stop the deployment. */
export function accepted(
  settled: readonly RuleIssue[],
  { report, failures }: CheckedSystem,
  rules: Rules,
): string[] {
  const standings = ['waived', 'known', 'tolerated'];
  const lines = standings.flatMap((one) =>
    settled
      .filter((issue) => issue.standing === one)
      .map((issue) => `${issueLine(issue, rules)}${standing(issue)}`),
  );
  const failing = new Set(failures.map(({ finding }) => finding));
  const advice = report.assessments.map((assessment) => ({
    assessment,
    findings: assessment.findings.filter((finding) => isUnfollowedAdvice(finding) && !failing.has(finding)),
  }));
  const count = advice.reduce((sum, { findings }) => sum + findings.length, lines.length);
  return folded(`Does not stop it (${count})`, [
    ...firstOf(lines, SHOWN_ACCEPTED),
    ...advice.flatMap(({ assessment, findings }) => adviceLine(assessment, findings, rules)),
  ]);
}

/** What guidance or a voluntary instrument recommends and is not shown. */
function isUnfollowedAdvice({ kind, outcome, force }: Finding): boolean {
  return kind === 'duty' && force !== 'binding' && (outcome === 'gap' || outcome === 'partial');
}

function adviceLine(assessment: Assessment, findings: readonly Finding[], rules: Rules): string[] {
  const [first] = findings;
  if (!first) return [];
  const advice = counted(findings.length, 'recommendation');
  return [`- ${instrument(assessment, rules)} (${first.force}): ${advice} not shown to be met`];
}

/** Why an issue does not stop the deployment. */
function standing(issue: RuleIssue): string {
  switch (issue.standing) {
    case 'known':
      return '; known from the baseline';
    case 'tolerated':
      return '; let pass by the policy';
    // Its state says so already.
    case 'waived':
    case 'fails':
      return '';
  }
}

/** What was not looked at, and what has no effect. */
export function limits({ report }: CheckedSystem): string[] {
  const lines = noticesOf(report).map((notice) => `- ${text(notice)}`);
  return folded(`Not looked at, or without effect (${lines.length})`, firstOf(lines, SHOWN_LIMITS));
}
