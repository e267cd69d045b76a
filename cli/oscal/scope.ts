import type { Assessment, Finding as EngineFinding } from '../../engine/finding.ts';
import { counts, type Failure } from '../../engine/gate.ts';
import { counted } from '../page.ts';
import type { Finding } from './model.ts';
import { instrumentUuid } from './observations.ts';
import { sentence } from './outcome-text.ts';
import { packOf, provisionLinks, type Subject } from './subject.ts';
import { markup, props, token } from './text.ts';
import { uuidOf } from './uuid.ts';

/** An instrument of which nobody knows whether it reaches the system. All that hangs on that is one question. */
export interface OpenScope {
  assessment: Assessment;
  /** What is undetermined under it. */
  open: readonly EngineFinding[];
  /** What that is to the gate. */
  failure: Failure['failure'] | undefined;
}

/** The instruments of a system whose reach is open, and under which something is. */
export function openScopesOf(subject: Subject): OpenScope[] {
  const { report, failures } = subject.checked;
  return report.assessments.filter(hasOpenScope).flatMap((assessment) => {
    const open = assessment.findings.filter(({ outcome }) => outcome === 'undetermined');
    const failing = failures.filter((failure) => open.includes(failure.finding));
    // What is known already matters less than what is new.
    const failure = failing.find((one) => one.failure !== 'known') ?? failing[0];
    return open.length > 0 ? [{ assessment, open, failure: failure?.failure }] : [];
  });
}

/** True where what is undetermined is one question, and not told rule by rule. */
export function hasOpenScope({ applicability }: Assessment): boolean {
  return applicability === 'undetermined';
}

/** True where something that is owed may hang on it. */
export function isOwedIfReached({ open, failure }: OpenScope): boolean {
  return failure !== undefined || open.some(counts);
}

/** That nobody knows what the system owes by an instrument. Its objective is the rule for what the instrument reaches. */
export function scopeFindingOf(subject: Subject, scope: OpenScope): Finding {
  const { assessment, open, failure } = scope;
  const pack = packOf(subject.context, assessment);
  const scopeRule = pack?.scope ?? 'scope';
  const cite = pack?.byId.get(scopeRule)?.cite;
  const prohibitions = open.filter(({ kind }) => kind === 'prohibition').length;
  const among =
    prohibitions > 0 ? `, the question of ${counted(prohibitions, 'prohibited practice')} among them` : '';
  const text = sentence(
    `Undetermined: whether the instrument reaches the system depends on ${assessment.scopeMissing.join(', ')}; ${counted(open.length, 'finding')} may hang on it${among}`,
  );
  return {
    uuid: scopeFindingUuid(subject, assessment.pack),
    title: markup(`Reach of ${assessment.title}`),
    description: text,
    props: props({
      pack: assessment.pack,
      rule: scopeRule,
      outcome: 'undetermined',
      gate: failure,
      'missing-fact': assessment.scopeMissing,
    }),
    links: cite === undefined ? undefined : provisionLinks(pack, cite),
    origins: subject.origins,
    target: {
      type: 'objective-id',
      'target-id': token(assessment.pack, scopeRule),
      title: markup(cite === undefined ? assessment.title : `${assessment.title}, ${cite}`),
      status: { state: 'not-satisfied', reason: 'other', remarks: text },
    },
    'related-observations': [{ 'observation-uuid': instrumentUuid(subject, assessment.pack) }],
  };
}

/** The UUID of the finding that the reach of an instrument is open. */
export function scopeFindingUuid({ identity }: Subject, pack: string): string {
  return uuidOf('scope-finding', identity, pack);
}
