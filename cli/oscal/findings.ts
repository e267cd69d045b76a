import type { Finding as EngineFinding } from '../../engine/finding.ts';
import type { Finding } from './model.ts';
import { fallsShort, isOwed, type Reported } from './reported.ts';
import { riskUuid } from './risks.ts';
import type { Subject } from './subject.ts';
import { markup, some, token } from './text.ts';
import { uuidOf } from './uuid.ts';

/**
 * What was found about a duty or a prohibition. Its objective is the rule, such as `eu-ai-act.art-26-9`. It is described
 * where it is the target, because what OSCAL demands of local objectives contradicts itself (usnistgov/OSCAL#2059).
 */
export function findingOf(subject: Subject, reported: Reported): Finding {
  const { assessment, finding, rule, title, text, props, links, observations } = reported;
  const status = statusOf(finding);
  const summary = markup(rule?.summary ?? '');
  return {
    uuid: findingUuid(subject, reported),
    title,
    description: text,
    props,
    links,
    origins: subject.origins,
    target: {
      type: 'objective-id',
      'target-id': token(assessment.pack, finding.rule),
      title: markup(`${assessment.title}, ${finding.cite}`),
      description: summary === '' ? undefined : summary,
      status: { ...status, remarks: status.reason === 'other' ? text : undefined },
    },
    'related-observations': observations,
    'related-risks': some(hasRisk(reported) ? [{ 'risk-uuid': riskUuid(subject, reported) }] : []),
  };
}

/** The UUID of what was found about a rule, for the role it was found for. */
export function findingUuid({ identity }: Subject, { assessment, finding }: Reported): string {
  return uuidOf('finding', identity, assessment.pack, finding.rule, finding.role);
}

/** Advice that is not followed is a finding, and no risk. */
export function hasRisk(reported: Reported): boolean {
  return isOwed(reported) && fallsShort(reported);
}

/**
 * OSCAL knows two states. Whatever is neither shown nor failed is not satisfied, for a reason that is neither a pass nor
 * a fail; the exact outcome is a property.
 */
function statusOf({
  outcome,
  readiness,
}: EngineFinding): Pick<Finding['target']['status'], 'state' | 'reason'> {
  switch (outcome) {
    case 'met':
    case 'clear':
      return { state: 'satisfied', reason: 'pass' };
    case 'prohibited':
    case 'gap':
    case 'partial':
      return { state: 'not-satisfied', reason: 'fail' };
    case 'upcoming':
      return { state: readiness === 'met' ? 'satisfied' : 'not-satisfied', reason: 'other' };
    case 'waived':
    case 'undetermined':
    case 'applies':
    case 'not-applicable':
      return { state: 'not-satisfied', reason: 'other' };
  }
}
