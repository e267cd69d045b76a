import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isKnown } from '../../engine/baseline.ts';
import { digestOf } from '../../engine/digest.ts';
import type { Assessment } from '../../engine/finding.ts';
import type { FindingPlace } from '../check/finding-place.ts';
import { verdict } from '../check/verdict.ts';
import { counted, printable } from '../page.ts';
import { version } from '../version.ts';
import { issueText } from './issue-text.ts';
import { type Issue, issuesOf } from './issues.ts';
import { indented, items } from './json.ts';
import type { CheckContext, CheckedSystem, Reporter } from './reporter.ts';
import { repositoryPath } from './repository-path.ts';
import { levelOf } from './sarif-rule.ts';
import { SarifRules } from './sarif-rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What code scanning calls the root of the repository; it knows where that is. */
const ROOT = '%SRCROOT%';

/**
 * SARIF 2.1.0, for code scanning. Everything that is not in order is a result, whether the policy lets it pass or not,
 * and so is every limit of what was looked at. What starts later is told by notifications, one for each system.
 */
export function sarif(context: CheckContext): Reporter {
  const rules = new SarifRules(context.rules.packs);
  const extensions = new Map<string, unknown>();
  const coming: unknown[] = [];
  const item = items('        ');
  return {
    system: (checked) => {
      for (const assessment of checked.report.assessments) {
        extensions.set(assessment.packDigest, extensionOf(assessment));
      }
      if (checked.report.gate.counts.upcoming > 0) coming.push(comingIn(checked));
      return issuesOf(checked, context)
        .map((issue) => item(resultOf(issue, checked, context, rules)))
        .join('');
    },
    frame: (gate) => {
      const run = {
        tool: {
          driver: { name: 'Jurismap', semanticVersion: version(), rules: rules.all() },
          extensions: [...extensions.values()],
        },
        automationDetails: { id: `jurismap/${context.asOf}` },
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            exitCode: gate.exitCode,
            exitCodeDescription: verdict(gate),
            toolExecutionNotifications: coming,
          },
        ],
        properties: { asOf: context.asOf, gate },
      };
      return around({ $schema: SCHEMA, version: '2.1.0', runs: [{ ...run, results: [] }] });
    },
  };
}

/** What stands before and after the results, which are the last thing in a document. */
function around(document: unknown): { head: string; tail: string } {
  const text = indented(document);
  const at = text.lastIndexOf('[]') + 1;
  return { head: text.slice(0, at), tail: `\n      ${text.slice(at)}\n` };
}

/** A pack that was looked with, in the version that was. */
function extensionOf({ pack, title, version, packDigest, jurisdiction, verified }: Assessment): unknown {
  return {
    name: pack,
    fullName: title,
    semanticVersion: version,
    properties: { digest: packDigest, jurisdiction, verified },
  };
}

function comingIn({ file, report: { system, gate } }: CheckedSystem): unknown {
  const rules = counted(gate.counts.upcoming, 'rule');
  return {
    level: 'note',
    message: { text: `${system.id}: ${rules} to come; "jurismap timeline" tells when.` },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(file) } }],
  };
}

/** Other places that a result leads to; a score can rest on a hundred answers. */
const SHOWN_PLACES = 10;

function resultOf(
  issue: Issue,
  checked: CheckedSystem,
  { rules: { packs } }: CheckContext,
  rules: SarifRules,
): unknown {
  const { rule, title, state, law, more } = issueText(issue, packs);
  const [place, ...all] = issue.places;
  const others = all.slice(0, SHOWN_PLACES);
  const rest = others.map(({ path }, i) => `[${path.at(-1)}](${i + 1})`);
  if (all.length > others.length) rest.push(`${all.length - others.length} more`);
  const text = [`${title}: ${state}.`, ...(law ? [law] : []), ...more].join(' ').replaceAll('](', '] (');
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(issue, rule),
    level: levelOf(issue),
    message: { text: rest.length > 0 ? `${text} It also rests on ${rest.join(', ')}.` : text },
    locations: [locationOf(checked.file, place)],
    ...(others.length > 0 && {
      relatedLocations: others.map((other, i) => ({
        id: i + 1,
        ...locationOf(checked.file, other),
        message: { text: other.path.join(' ') },
      })),
    }),
    // GitHub's own uploader adds the hash of the line, and complains about any other under that name.
    partialFingerprints: { 'jurismapIssue/v1': digestOf(identityOf(issue, rule, checked)) },
    ...baselineState(issue, checked),
    ...suppressions(issue),
    properties: propertiesOf(issue, checked),
  };
}

function locationOf(file: string, { line, column }: FindingPlace): { physicalLocation: unknown } {
  const region = { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: artifactOf(file), region } };
}

function artifactOf(file: string): unknown {
  const path = repositoryPath(file);
  if (path === undefined) return { uri: 'stdin', description: { text: 'Standard input.' } };
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

/** What makes an issue the same one in a later check, whatever line it stands on by then. */
function identityOf(issue: Issue, rule: string, { report: { system } }: CheckedSystem): unknown {
  switch (issue.about) {
    case 'finding':
      return [system.id, rule, issue.finding.role];
    case 'scope':
      return [system.id, rule];
    case 'limit':
      switch (issue.limit) {
        case 'nothing-in-scope':
          return [system.id, rule];
        case 'uncovered-places':
          return [system.id, rule, issue.uncovered];
        case 'unread-table':
          return [system.id, rule, issue.table];
        case 'void-waiver':
          return [system.id, rule, issue.use];
      }
  }
}

function baselineState(issue: Issue, { baseline }: CheckedSystem): { baselineState?: 'new' | 'unchanged' } {
  if (baseline === undefined || issue.about === 'limit') return {};
  const wasThere =
    issue.about === 'finding'
      ? isKnown(issue.finding, issue.assessment.pack, baseline)
      : issue.standing === 'known';
  return { baselineState: wasThere ? 'unchanged' : 'new' };
}

function suppressions(issue: Issue): { suppressions?: unknown[] } {
  if (issue.about !== 'finding' || issue.standing !== 'waived' || issue.waiver === undefined) return {};
  const { reason, approver, expires } = issue.waiver;
  return {
    suppressions: [
      {
        kind: issue.places[0].path[0] === 'waivers' ? 'inSource' : 'external',
        status: 'accepted',
        justification: printable(`${reason} (given by ${approver}, until ${expires})`),
      },
    ],
  };
}

function propertiesOf(issue: Issue, { report: { system } }: CheckedSystem): unknown {
  const base = { system: system.id, standing: issue.standing };
  switch (issue.about) {
    case 'finding': {
      const { outcome, role, appliesFrom, missing } = issue.finding;
      return {
        ...base,
        outcome,
        ...(role !== null && { role }),
        ...(appliesFrom !== null && { appliesFrom }),
        ...(missing.length > 0 && { missing }),
      };
    }
    case 'scope': {
      const { findings, assessment } = issue;
      return {
        ...base,
        outcome: 'undetermined',
        findings: findings.length,
        missing: assessment.scopeMissing,
      };
    }
    case 'limit':
      return base;
  }
}
