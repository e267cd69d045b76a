import { issueText } from '../issue-text.ts';
import { issuesOf } from '../issues.ts';
import type { CheckContext, CheckedSystem } from '../reporter.ts';
import { opening, since } from '../wording.ts';
import { accepted, coming, limits, undetermined } from './aside.ts';
import { byGravity, instrument, isOpen, issueLine, type RuleIssue } from './lines.ts';
import { signOf } from './sign.ts';
import { code, text } from './text.ts';

/** Findings shown in full over all systems, and at least of each. */
const SHOWN_STOPPING = 24;
const SHOWN_OF_EACH = 3;

/** The parts of what is said of a system: first what stops it, then what is folded away. */
export function partsOf(checked: CheckedSystem, context: CheckContext): string[] {
  const { rules } = context;
  const issues = byGravity(issuesOf(checked, context).filter((issue) => issue.about !== 'limit'));
  const settled = issues.filter((issue) => !isOpen(issue));
  const parts = [
    [...head(checked, context), ...stopping(settled, checked, context)],
    undetermined(issues.filter(isOpen), checked, rules),
    coming(checked, rules),
    accepted(settled, checked, rules),
    limits(checked),
  ];
  return parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n').trimEnd()}\n`);
}

function head({ file, report }: CheckedSystem, { count }: CheckContext): string[] {
  const { system, asOf, gate } = report;
  const about = [
    code(system.id),
    system.version !== undefined && `version ${text(system.version, 60)}`,
    system.owner !== undefined && `owned by ${text(system.owner.name, 100)}`,
    `on ${asOf}`,
    `from ${code(file)}`,
  ].filter((part) => part !== false);
  return [
    `### ${text(system.name, 100)}${count > 1 ? `: ${signOf(gate)}` : ''}`,
    '',
    `${about.join(', ')}.`,
    '',
    text(opening(report), 1000),
    '',
  ];
}

/** What stops the deployment, by instrument, the gravest first. */
function stopping(
  settled: readonly RuleIssue[],
  checked: CheckedSystem,
  { rules, count }: CheckContext,
): string[] {
  const failing = settled.filter(({ standing }) => standing === 'fails');
  if (failing.length === 0) return [];
  const most = Math.max(SHOWN_OF_EACH, Math.floor(SHOWN_STOPPING / count));
  const more = failing.length - most;
  const byInstrument = Map.groupBy(failing.slice(0, most), ({ assessment }) => assessment);
  return [
    `#### What stops it (${failing.length})`,
    '',
    ...[...byInstrument].flatMap(([assessment, issues]) => [
      `${instrument(assessment, rules)} (${code(assessment.pack)}):`,
      '',
      ...issues.flatMap((issue) => [issueLine(issue, rules), ...details(issue, checked, rules)]),
      '',
    ]),
    ...(more > 0 ? [`And ${more} more.`, ''] : []),
  ];
}

/** Whom it is about since when, where it comes from, and what to do. */
function details(issue: RuleIssue, { file }: CheckedSystem, { packs }: CheckContext['rules']): string[] {
  const { path, line } = issue.places[0];
  const about =
    issue.about === 'finding'
      ? [issue.finding.role, since(issue.finding), `${issue.finding.severity} severity`]
      : [];
  const parts = [
    ...about.filter((part) => typeof part === 'string'),
    `${code(`${file}:${line}`)} (${code(path.join('.'))})`,
  ];
  // The law stands above.
  const { more } = issueText(issue, packs);
  return [
    `  - ${parts.join(', ')}`,
    ...(more.length > 0 ? [`  - ${more.map((sentence) => text(sentence)).join(' ')}`] : []),
  ];
}
