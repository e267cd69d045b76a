import { nextDay } from '../../engine/day.ts';
import type { Assessment, Finding } from '../../engine/finding.ts';
import type { Evidence } from '../../engine/profile.ts';
import { counted, PLAIN } from '../page.ts';
import { measureLines, scoreLines } from '../reporters/statistics.ts';
import type { Observation } from './model.ts';
import { outcomeText, sentence } from './outcome-text.ts';
import { resourceOf } from './resources.ts';
import { type Subject, seenAt, subjectReferences } from './subject.ts';
import { hrefOf, instant, markup, paragraphs, props, some } from './text.ts';
import { uuidOf } from './uuid.ts';

/** What is particular to one observation. */
interface Seen extends Partial<Pick<Observation, 'links' | 'types' | 'relevant-evidence' | 'expires'>> {
  uuid: string;
  title: string;
  description: string;
  props: Observation['props'];
}

/** Jurismap examines what a profile says, and nothing else. */
function observation(
  subject: Subject,
  { uuid, title, description, props, links, types, ...more }: Seen,
): Observation {
  return {
    uuid,
    title,
    description,
    props,
    links,
    methods: ['EXAMINE'],
    types,
    origins: subject.origins,
    subjects: subjectReferences(subject),
    ...more,
    collected: seenAt(subject.context),
  };
}

/** That the system was held against a whole instrument: what that came to, also for the rules that do not apply. */
export function instrumentObservation(subject: Subject, assessment: Assessment): Observation {
  const { pack, version, title, findings, verified, scopeMissing, applicability, nextChangeAt } = assessment;
  const scope = {
    'in-scope': 'The instrument reaches the system.',
    'out-of-scope': 'The instrument does not reach the system.',
    undetermined: `Whether the instrument reaches the system depends on ${scopeMissing.join(', ')}.`,
  };
  return observation(subject, {
    uuid: instrumentUuid(subject, pack),
    title: markup(`${title} (${pack} ${version})`),
    description: paragraphs(
      `${scope[applicability]} ${counted(findings.length, 'finding')}: ${tallyOf(findings)}.`,
      `The pack was compared with its source on ${verified}.`,
      nextChangeAt === null ? undefined : `The result changes by time alone on ${nextChangeAt}.`,
    ),
    props: props({
      about: 'instrument',
      pack,
      'pack-version': version,
      'pack-digest': assessment.packDigest,
      'assessment-digest': assessment.digest,
      applicability,
      verified,
      'next-change': nextChangeAt,
    }),
    links: [{ href: `#${resourceOf(pack)}`, rel: 'reference' }],
  });
}

/** The UUID of the observation about a whole instrument, on which all findings under it rest. */
export function instrumentUuid({ identity }: Subject, pack: string): string {
  return uuidOf('instrument-observation', identity, pack);
}

function tallyOf(findings: readonly Finding[]): string {
  const byOutcome = Map.groupBy(findings, ({ outcome }) => outcome.replaceAll('-', ' '));
  return [...byOutcome].map(([outcome, some]) => `${some.length} ${outcome}`).join(', ');
}

/** A fact and its value, which the profile states or Jurismap computed from the profile's measurements. */
export type Ground = Finding['because'][number];

/** That a fact has a value: stated, or computed from the measurements. */
export function factObservation(subject: Subject, ground: Ground): Observation {
  const { fact, value } = ground;
  const { profile } = subject.checked;
  const { question = fact } = subject.context.rules.catalogue.get(fact) ?? {};
  const isStated = JSON.stringify(profile.facts[fact]) === JSON.stringify(value);
  const source = isStated ? 'Stated' : 'Computed from the measurements';
  return observation(subject, {
    uuid: factUuid(subject, ground),
    title: `Fact ${fact}`,
    description: `${sentence(question)} ${sentence(`${source}: ${valueText(value)}`)}`,
    props: props({ about: 'fact', fact }),
  });
}

/** The UUID of the observation of a fact; another value is another observation. */
export function factUuid({ identity }: Subject, { fact, value }: Ground): string {
  return uuidOf('fact-observation', identity, fact, JSON.stringify(value));
}

/** A fact's value as a person would say it. */
export function valueText(value: Ground['value']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') || 'none of these' : String(value);
}

/** What the organisation declares about a control, or about a rule. It counts to the end of its last day. */
export function evidenceObservation(subject: Subject, key: string, evidence: Evidence): Observation {
  const { status, owner, reviewed, expires, version, links = [], note } = evidence;
  const details = [
    `Declared: ${status}`,
    owner && `owner ${owner}`,
    reviewed && `reviewed on ${reviewed}`,
    expires && `counts until ${expires}`,
    version && `for version ${version} of the system`,
  ].filter((detail) => detail !== undefined && detail !== '');
  return observation(subject, {
    uuid: evidenceUuid(subject, key),
    title: `Evidence for ${key}`,
    description: paragraphs(
      `${sentence(details.join(', '))} Jurismap has not examined the evidence itself.`,
      note === undefined ? undefined : sentence(`Note: ${note}`),
    ),
    props: props({ about: 'evidence', evidence: key, status, owner, reviewed }),
    types: ['control-objective'],
    'relevant-evidence': some(links.flatMap(evidenceLink)),
    expires: expires === undefined ? undefined : instant(nextDay(expires)),
  });
}

/** The UUID of the observation of the evidence for a control or a rule. */
export function evidenceUuid({ identity }: Subject, key: string): string {
  return uuidOf('evidence-observation', identity, key);
}

function evidenceLink(link: string): NonNullable<Observation['relevant-evidence']> {
  const description = markup(link);
  return description === '' ? [] : [{ href: hrefOf(link), description }];
}

/** A class the system is in, or a permission it has; neither is something to satisfy. */
export function standingObservation(subject: Subject, { pack }: Assessment, finding: Finding): Observation {
  const { rule, kind, title, cite, role, outcome, appliesFrom, because, missing } = finding;
  const grounds = because.map(({ fact, value }) => `${fact}: ${valueText(value)}`).join('; ');
  return observation(subject, {
    uuid: standingUuid(subject, pack, finding),
    title: markup(`${title}, ${cite}`),
    description: paragraphs(
      outcomeText(finding),
      grounds === '' ? undefined : sentence(`It rests on ${grounds}`),
    ),
    props: props({
      about: kind,
      pack,
      rule,
      role,
      outcome,
      'applies-from': appliesFrom,
      'missing-fact': missing,
    }),
  });
}

/** The UUID of the observation of a class or a permission. */
export function standingUuid({ identity }: Subject, pack: string, { rule, role }: Finding): string {
  return uuidOf('standing-observation', identity, pack, rule, role);
}

/** What the questionnaires and the measures of an instrument come to. */
export function statisticObservations(
  subject: Subject,
  { pack, scores, measures }: Assessment,
): Observation[] {
  const page = { ...PLAIN, width: Number.POSITIVE_INFINITY };
  const told = (kind: string, ids: string[], title: string, [, ...lines]: string[]): Observation =>
    observation(subject, {
      uuid: uuidOf(`${kind}-observation`, subject.identity, pack, ...ids),
      title: markup(title),
      description: paragraphs(...lines.map(markup)),
      props: props({ about: kind, pack, [kind]: ids[0] }),
    });
  return [
    ...scores.map((score) => told('score', [score.id], score.title, scoreLines([score], page))),
    ...measures.map((measure) =>
      told('measure', [measure.id, measure.measurement], measure.title, measureLines([measure], page)),
    ),
  ];
}

/** Something that was not looked at, or does not do what somebody may think it does. */
export function noticeObservation(subject: Subject, notice: string): Observation {
  return observation(subject, {
    uuid: noticeUuid(subject, notice),
    title: 'Not looked at, or of no effect',
    description: markup(notice),
    props: props({ about: 'notice' }),
  });
}

/** The UUID of the observation of what was not looked at. */
export function noticeUuid({ identity }: Subject, notice: string): string {
  return uuidOf('notice-observation', identity, notice);
}
