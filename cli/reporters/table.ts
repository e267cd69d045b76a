import type { Assessment, Finding } from '../../engine/finding.ts';
import type { Clause } from '../../engine/policy.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import { verdict } from '../check/verdict.ts';
import { counted, heading, type Page, paint, printable, type Style, wrap } from '../page.ts';
import { noticesOf } from './notices.ts';
import type { CheckContext, CheckedSystem, Reporter } from './reporter.ts';
import { measureLines, scoreLines } from './statistics.ts';
import {
  bySeverity,
  headline,
  isActive,
  isOut,
  isUndetermined,
  mostDecisive,
  shortfall,
  since,
  someOf,
} from './wording.ts';

/** Undetermined findings and questions shown in full; JSON has them all. */
const SHOWN_OPEN = 12;
const SHOWN_QUESTIONS = 5;

/** For people: counsel reads it from top to bottom, and the last line says why the exit code is what it is. */
export function table(context: CheckContext): Reporter {
  const { page } = context;
  const summary: string[] = [];
  return {
    system: (checked) => {
      summary.push(summaryLine(checked, page));
      return `${systemSection(checked, context)}\n\n`;
    },
    frame: (gate) => ({
      head: '',
      tail: `${[...overview(summary, page), paint(page, 'bold', verdict(gate))].join('\n\n')}\n`,
    }),
  };
}

function systemSection(checked: CheckedSystem, context: CheckContext): string {
  const { file, report } = checked;
  const { page } = context;
  const { system, asOf, assessments } = report;
  const name = paint(page, 'bold', printable(system.name));
  const owner = system.owner ? `, owned by ${printable(system.owner.name)}` : '';
  const questions = checked.questions();
  return [
    `${name} (${system.id}${owner}) as of ${asOf}, from ${printable(file)}`,
    wrap(page, headline(assessments), ''),
    ...assessments
      .filter((assessment) => !isOut(assessment))
      .flatMap((assessment) => ['', ...assessmentSection(assessment, page)]),
    ...outOfScope(assessments.filter(isOut), page),
    ...notices(report, page),
    ...(questions.length > 0 ? ['', heading(page, 'Best asked next')] : []),
    ...questions
      .slice(0, SHOWN_QUESTIONS)
      .map(({ fact, question, affects }) =>
        wrap(page, `${question} [${fact}] bears on ${counted(affects, 'open finding')}`, '    ', '  - '),
      ),
    ...(questions.length > SHOWN_QUESTIONS
      ? [wrap(page, `"jurismap ask" has all ${questions.length}, with their answers.`, '    ')]
      : []),
    ...stopping(checked, context),
  ].join('\n');
}

function notices(report: SystemReport, page: Page): string[] {
  const lines = noticesOf(report).map((notice) => wrap(page, printable(notice), '  ', ''));
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Where not every gap fails, the findings that do: otherwise the lists above say it. */
function stopping({ failures, report }: CheckedSystem, { policy, page }: CheckContext): string[] {
  const failing = failures.filter(({ failure }) => failure !== 'known');
  const isUsual = failing.length === failures.length && policy.failOn.every(isEmptyClause);
  if (isUsual || report.gate.exitCode === 0 || failing.length === 0) return [];
  return [
    '',
    heading(page, `Stops the deployment (${failing.length})`),
    ...failing
      .slice(0, SHOWN_OPEN)
      .map(({ failure, assessment: { pack }, finding: { rule, title, cite, role } }) =>
        wrap(page, `${failure}: ${title}, ${cite}${role ? `, ${role}` : ''} (${pack}/${rule})`, '    ', '  '),
      ),
    ...(failing.length > SHOWN_OPEN ? [`  and ${failing.length - SHOWN_OPEN} more`] : []),
  ];
}

function isEmptyClause(clause: Clause): boolean {
  return Object.keys(clause).length === 0;
}

function outOfScope(assessments: readonly Assessment[], page: Page): string[] {
  if (assessments.length === 0) return [];
  const names = assessments.map(({ title, pack }) => `${title} (${pack})`);
  return [
    '',
    heading(page, `Out of scope (${names.length})`),
    ...names.map((name) => wrap(page, name, '    ', '  ')),
  ];
}

function assessmentSection(assessment: Assessment, page: Page): string[] {
  const { title, pack, version, verified, applicability, scopeMissing, nextChangeAt, findings } = assessment;
  const head = [
    heading(page, `${title} (${pack} ${version}, compared with its source on ${verified})`),
    wrap(page, scopeLine(applicability, scopeMissing), '    ', '  '),
  ];
  const change = nextChangeAt ? [wrap(page, `Changes by time alone on ${nextChangeAt}.`, '    ', '  ')] : [];
  const of = (...kinds: Finding['kind'][]): Finding[] => findings.filter(({ kind }) => kinds.includes(kind));
  const duties = of('duty');
  const inactive = duties.filter(({ outcome }) => outcome === 'not-applicable').length;
  return [
    ...head,
    ...change,
    ...group(page, 'Classes that apply, or will', of('class').filter(isActive)),
    ...scoreLines(assessment.scores, page),
    ...measureLines(assessment.measures, page),
    ...prohibitions(page, of('prohibition')),
    ...DUTY_GROUPS.flatMap((one) => dutyGroup(page, one, duties)),
    ...group(page, 'Permissions that apply, or will', of('permission').filter(isActive)),
    ...openGroup(page, findings.filter(isUndetermined)),
    ...(inactive > 0
      ? [wrap(page, `${counted(inactive, 'duty', 'duties')} not applicable.`, '    ', '  ')]
      : []),
  ];
}

interface DutyGroup {
  outcome: Finding['outcome'];
  name: string;
  style: Style;
}

const DUTY_GROUPS: readonly DutyGroup[] = [
  { outcome: 'gap', name: 'Duties with a gap', style: 'red' },
  { outcome: 'partial', name: 'Duties partly met', style: 'yellow' },
  { outcome: 'waived', name: 'Duties waived', style: 'yellow' },
  { outcome: 'upcoming', name: 'Duties to come', style: 'cyan' },
  { outcome: 'met', name: 'Duties met', style: 'green' },
];

/** Duties of one outcome; those to come by the day they start. */
function dutyGroup(page: Page, { outcome, name, style }: DutyGroup, duties: readonly Finding[]): string[] {
  const ofOutcome = duties.filter((duty) => duty.outcome === outcome);
  const byStart = Map.groupBy(ofOutcome, (duty) => (outcome === 'upcoming' ? ` ${since(duty)}` : ''));
  return [...byStart]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([start, some]) => group(page, `${name}${start}`, some, style));
}

function scopeLine(applicability: Assessment['applicability'], missing: readonly string[]): string {
  switch (applicability) {
    case 'in-scope':
      return 'In scope.';
    case 'out-of-scope':
      return 'Out of scope: the instrument does not reach this system.';
    case 'undetermined':
      return `Scope undetermined: it depends on ${someOf(missing)}.`;
  }
}

function prohibitions(page: Page, all: readonly Finding[]): string[] {
  if (all.length === 0) return [];
  const hit = all.filter(({ outcome }) => outcome === 'prohibited');
  const upcoming = all.filter(({ outcome }) => outcome === 'upcoming');
  const clear = all.filter(({ outcome }) => outcome === 'clear').length;
  return [
    ...group(page, 'Prohibited practices', hit, ['red', 'bold']),
    ...group(page, 'Practices prohibited soon', upcoming, 'red'),
    wrap(page, `${clear} of ${counted(all.length, 'prohibited practice')} ruled out.`, '    ', '  '),
  ];
}

function group(page: Page, name: string, findings: readonly Finding[], style: Style = 'bold'): string[] {
  if (findings.length === 0) return [];
  return [
    paint(page, style, `  ${name} (${findings.length})`),
    ...bySeverity(findings).map((finding) => line(page, finding)),
  ];
}

/** One finding: pinpoint, title, and what counsel asks next: who, since when, shown by what, lacking what. */
function line(page: Page, finding: Finding): string {
  const details = [
    finding.role,
    finding.kind === 'duty' && finding.outcome === 'upcoming' ? undefined : since(finding),
    finding.control && `control ${finding.controls.join(', ')}`,
    shortfall(finding),
    finding.force !== 'binding' && finding.kind === 'duty' && `${finding.force}, does not count`,
    finding.notEnforced && `not enforced, does not count: ${finding.notEnforced}`,
    finding.unverified && 'not compared with the official text',
  ].filter((detail) => typeof detail === 'string');
  const [first = '', ...more] = wrap(page, finding.title, COLUMN, `    ${finding.cite.padEnd(17)} `).split(
    '\n',
  );
  const below = details.length > 0 ? [paint(page, 'dim', wrap(page, details.join(' · '), COLUMN))] : [];
  return [first, ...more, ...below].join('\n');
}

const COLUMN = ' '.repeat(22);

function openGroup(page: Page, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const shown = mostDecisive(findings).slice(0, SHOWN_OPEN);
  const more = findings.length - shown.length;
  return [
    paint(page, 'magenta', `  Undetermined (${findings.length})`),
    ...shown.map((finding) => {
      const role = finding.role ? `, ${finding.role}` : '';
      const title = `${finding.title} (${finding.kind}${role})`;
      const missing = wrap(page, `depends on ${someOf(finding.missing)}`, COLUMN);
      return [wrap(page, title, COLUMN, `    ${finding.cite.padEnd(17)} `), paint(page, 'dim', missing)].join(
        '\n',
      );
    }),
    ...(more > 0 ? [wrap(page, `and ${more} more; --format json has them all.`, '    ')] : []),
  ];
}

function summaryLine({ file, report: { system, gate } }: CheckedSystem, page: Page): string {
  return wrap(page, `${system.id} (${printable(file)}): ${gate.result}, ${gate.reason}`, '    ', '  ');
}

function overview(lines: readonly string[], page: Page): string[] {
  return lines.length < 2 ? [] : [[heading(page, `${lines.length} systems`), ...lines].join('\n')];
}
