import type { Assessment, Finding } from '../../engine/finding.ts';
import type { Profile } from '../../engine/profile.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import { noticesOf } from '../reporters/notices.ts';
import { version } from '../version.ts';
import { NAMESPACE } from './bom.ts';

/** A property of a component, as CycloneDX has had them since 1.3. */
export interface Property {
  name: string;
  value: string;
}

const NOTICE =
  'The result of encoded rules, applied to facts that the owner of the system stated. No legal advice, and no attestation that anything conforms.';

/**
 * What was found out, as properties in Jurismap's namespace.
 *
 * CycloneDX also has attestations, which say with how high a score a claim conforms to a requirement. A finding is no
 * claim that somebody attests, one that is undetermined has no score, and a reader who sums up scores would take what is
 * left out for fine. So a property says each outcome by its name, and the first word of its value is the outcome.
 */
export function propertiesOf({ system }: Profile, report: SystemReport): Property[] {
  const { asOf, gate, assessments } = report;
  const one = (name: string, value: string | undefined): Property[] =>
    value === undefined ? [] : [{ name: `${NAMESPACE}${name}`, value }];
  return [
    ...[NOTICE, ...noticesOf(report)].flatMap((notice) => one('notice', notice)),
    ...one('version', version()),
    ...one('as-of', asOf),
    ...one('system:id', system.id),
    ...one('system:name', system.name),
    ...one('system:version', system.version),
    ...one('system:owner', system.owner?.name),
    ...one('system:owner-email', system.owner?.email),
    ...one('profile-digest', assessments[0]?.profileDigest),
    ...one('gate', `${gate.result}: ${gate.reason}`),
    ...assessments.flatMap((assessment) => [
      ...one(`pack:${assessment.pack}`, packText(assessment)),
      ...assessment.scores.flatMap(({ id, title, cite, value, lowest, highest }) =>
        one(
          `score:${assessment.pack}:${id}`,
          `${value ?? `undetermined, from ${lowest} to ${highest}`}: ${title} (${cite})`,
        ),
      ),
      ...assessment.findings
        .filter((finding) => isTold(finding, assessment))
        .flatMap((finding) =>
          one(
            ['finding', assessment.pack, finding.rule, ...(finding.role === null ? [] : [finding.role])].join(
              ':',
            ),
            findingText(finding),
          ),
        ),
    ]),
  ];
}

/** Rules that do not apply are only counted: there are hundreds, and to say so of each tells nobody anything. */
function isTold({ outcome }: Finding, { applicability }: Assessment): boolean {
  return outcome !== 'not-applicable' && !(outcome === 'clear' && applicability === 'out-of-scope');
}

function packText(assessment: Assessment): string {
  const { applicability, title, version, verified, scopeMissing, findings } = assessment;
  const left = findings.filter((finding) => !isTold(finding, assessment)).length;
  const parts = [
    `${applicability}: ${title}`,
    `version ${version}, compared with its source on ${verified}`,
    scopeMissing.length > 0 && `scope depends on ${scopeMissing.join(', ')}`,
    `${left} of ${findings.length} rules not applicable`,
  ];
  return parts.filter((part) => part !== false).join('; ');
}

function findingText(finding: Finding): string {
  const { outcome, title, cite, kind, severity, force, notEnforced, unverified } = finding;
  const parts = [
    `${outcome}: ${title} (${cite})`,
    kind,
    `severity ${severity}`,
    force !== 'binding' && `${force}, not binding`,
    notEnforced !== null && `not enforced: ${notEnforced}`,
    ...detailsOf(finding),
    unverified !== null && 'not compared with the official text',
  ];
  return parts.filter((part) => part !== false).join('; ');
}

function detailsOf({
  outcome,
  appliesFrom,
  readiness,
  reason,
  beyondControls,
  missing,
  possible,
}: Finding): (string | false)[] {
  switch (outcome) {
    case 'undetermined':
      return [
        `depends on ${missing.join(', ')}`,
        `can come to ${[...new Set(possible.map((one) => one.outcome))].join(', ')}`,
      ];
    case 'upcoming':
      return [
        `from ${appliesFrom ?? 'a day still unknown'}`,
        readiness !== null && `${readiness} if it applied already`,
      ];
    case 'gap':
    case 'partial':
    case 'waived':
      return [
        reason === 'beyond-controls'
          ? `not shown: ${beyondControls}`
          : (reason?.replaceAll('-', ' ') ?? false),
      ];
    case 'met':
      return ['by what is declared'];
    case 'applies':
    case 'clear':
    case 'not-applicable':
    case 'prohibited':
      return [];
  }
}
