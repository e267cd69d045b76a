import type { Assessment, Finding } from '../../engine/finding.ts';
import { counts } from '../../engine/gate.ts';
import { printable } from '../page.ts';
import { issueText, sentence, stateText } from './issue-text.ts';
import { type Issue, issuesOf } from './issues.ts';
import type { CheckContext, CheckedSystem, Reporter } from './reporter.ts';
import { repositoryPath } from './repository-path.ts';
import { element, xmlText } from './xml.ts';

/** One test: what a system owes under one rule. */
interface Test {
  /** The instrument, or `jurismap`. */
  about: string;
  name: string;
  result: 'passed' | 'failed' | 'skipped';
  /** Of a failure, what the verdict calls it. */
  type: string;
  message: string;
  text: string;
}

/**
 * JUnit XML: a suite for each system, and a test for each rule that is in force or will be. What fails the gate fails;
 * what does not, although it is not in order or could not be looked at, is skipped and says why. What does not apply is
 * no test: a thousand of those would look like a thousand things in order.
 *
 * There is no one schema. This keeps to what those of Windy Road and of Jenkins both allow, so there are neither totals
 * for all suites nor a `file` on a test.
 */
export function junit(context: CheckContext): Reporter {
  const names = new Set<string>();
  return {
    system: (checked) => {
      const { id } = checked.report.system;
      // Viewers show only one of two suites with one name.
      const name = names.has(id) ? `${id} (${printable(checked.file)})` : id;
      names.add(name);
      return suite(name, names.size - 1, checked, context);
    },
    frame: () => ({
      head: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n',
      tail: '</testsuites>\n',
    }),
  };
}

function suite(name: string, id: number, checked: CheckedSystem, context: CheckContext): string {
  const { report } = checked;
  const tests = testsOf(checked, context);
  const having = (result: Test['result']): number => tests.filter((test) => test.result === result).length;
  const properties = {
    name: printable(report.system.name),
    file: checked.file,
    'as-of': report.asOf,
    result: report.gate.result,
    ...Object.fromEntries(
      report.assessments.map(({ pack, version, applicability }) => [pack, `${version}, ${applicability}`]),
    ),
  };
  const lines = [
    '    <properties>',
    ...Object.entries(properties).map(([key, value]) => `      ${element('property', { name: key, value })}`),
    '    </properties>',
    ...tests.map((test) => `    ${testcase(test, name)}`),
    `    ${element('system-out', {}, xmlText(`${report.gate.result}: ${report.gate.reason}.`))}`,
    '    <system-err/>',
  ];
  const attributes = {
    name,
    package: 'jurismap',
    id,
    timestamp: `${report.asOf}T00:00:00`,
    hostname: 'localhost',
    tests: tests.length,
    failures: having('failed'),
    errors: 0,
    skipped: having('skipped'),
    time: 0,
  };
  return `  ${element('testsuite', attributes, `\n${lines.join('\n')}\n  `)}\n`;
}

function testcase({ about, name, result, type, message, text }: Test, system: string): string {
  const attributes = { classname: `${system}.${about}`, name, time: 0 };
  switch (result) {
    case 'passed':
      return element('testcase', attributes);
    case 'failed':
      return element('testcase', attributes, element('failure', { type, message }, xmlText(text)));
    case 'skipped':
      return element('testcase', attributes, element('skipped', { message }, xmlText(text)));
  }
}

function testsOf(checked: CheckedSystem, context: CheckContext): Test[] {
  const issues = issuesOf(checked, context);
  const ofFinding = new Map(
    issues.flatMap((issue) => (issue.about === 'finding' ? [[issue.finding, issue] as const] : [])),
  );
  const toTest = (issue: Issue): Test => issueTest(issue, checked, context);
  const ofAssessment = (assessment: Assessment): Test[] => [
    ...issues.filter((issue) => issue.about === 'scope' && issue.assessment === assessment).map(toTest),
    ...assessment.findings.flatMap((finding) => {
      const issue = ofFinding.get(finding);
      return issue ? [toTest(issue)] : orderlyTest(finding, assessment);
    }),
  ];
  const tests = [
    ...checked.report.assessments.flatMap(ofAssessment),
    ...issues.filter(({ about }) => about === 'limit').map(toTest),
  ];
  return tests.length > 0 ? tests : [NOTHING_OWED];
}

/** An empty suite would look like one in which all is in order. */
const NOTHING_OWED: Test = {
  about: 'jurismap',
  name: 'nothing-owed: No rule is in force or to come',
  result: 'skipped',
  type: '',
  message: 'Nothing was tested.',
  text: 'Instruments reach this system, but none of their duties and prohibitions apply to it.',
};

function issueTest(issue: Issue, { file }: CheckedSystem, { rules }: CheckContext): Test {
  const { rule, title, state, law, more, url } = issueText(issue, rules.packs);
  const [about = '', id = ''] = rule.split('/');
  const [{ line, column }] = issue.places;
  const message = sentence(state);
  const place = `${repositoryPath(file) ?? 'standard input'}:${line}:${column}`;
  return {
    about,
    name: nameOf(id, issue.about === 'finding' ? issue.finding.role : null, title),
    result: issue.standing === 'fails' ? 'failed' : 'skipped',
    type: typeOf(issue),
    message,
    // Some viewers show the text only.
    text: [message, ...(law ? [law] : []), ...more, ...(url ? [url] : []), place].join('\n'),
  };
}

function typeOf(issue: Issue): string {
  switch (issue.about) {
    case 'limit':
      return issue.limit;
    case 'scope':
      return 'undetermined';
    case 'finding': {
      const { outcome } = issue.finding;
      return outcome === 'prohibited' || outcome === 'undetermined' ? outcome : 'gap';
    }
  }
}

/** The test of a rule that is in order, or starts later; none for one that does not apply. */
function orderlyTest(finding: Finding, { pack, applicability }: Assessment): Test[] {
  const { rule, role, title, kind, outcome } = finding;
  const isRuledOut = outcome === 'clear' && applicability !== 'out-of-scope';
  const isToCome = outcome === 'upcoming' && kind !== 'class';
  if (!counts(finding) || !(outcome === 'met' || isRuledOut || isToCome)) return [];
  const message = sentence(stateText(finding));
  return [
    {
      about: pack,
      name: nameOf(rule, role, title),
      result: isToCome ? 'skipped' : 'passed',
      type: '',
      message,
      text: message,
    },
  ];
}

function nameOf(rule: string, role: string | null, title: string): string {
  return `${rule}${role === null ? '' : ` (${role})`}: ${title}`;
}
