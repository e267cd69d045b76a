import { nextDay } from '../../engine/day.ts';
import type { Milestone, Response, Risk } from './model.ts';
import { valueText } from './observations.ts';
import { sentence } from './outcome-text.ts';
import type { Reported } from './reported.ts';
import type { Subject } from './subject.ts';
import { coreProp, instant, paragraphs, some } from './text.ts';
import { uuidOf } from './uuid.ts';

/** What a system risks by a duty that is not shown, or by a prohibited practice. */
export function riskOf(subject: Subject, reported: Reported): Risk {
  const { assessment, finding, rule, title, text, links, observations, waivers } = reported;
  const penalty = reported.pack?.manifest.penalties?.find(({ id }) => id === finding.penalty);
  const due = dueOf(reported);
  return {
    uuid: riskUuid(subject, reported),
    title,
    description: text,
    statement: paragraphs(
      sentence(`${assessment.title}, ${finding.cite}: ${rule?.summary ?? finding.title}`),
      penalty && sentence(`Penalty: ${penalty.title}, ${penalty.cite}`),
    ),
    links,
    status: waivers.length > 0 ? 'deviation-approved' : 'open',
    origins: subject.origins,
    characterizations: subject.origins.map((origin) => ({
      origin,
      facets: [{ name: 'severity', system: 'http://csrc.nist.gov/ns/oscal', value: finding.severity }],
    })),
    deadline: due,
    remediations: responsesTo(subject, reported, due),
    'related-observations': observations,
  };
}

/** The UUID of the risk that a finding leads to. */
export function riskUuid({ identity }: Subject, { assessment, finding }: Reported): string {
  return uuidOf('risk', identity, assessment.pack, finding.rule, finding.role);
}

/** When something has to be done: the duty starts, or the last waiver is over; undefined where that is now. */
function dueOf({ finding, waivers }: Reported): string | undefined {
  const days = [
    ...(finding.outcome === 'upcoming' && finding.appliesFrom !== null ? [finding.appliesFrom] : []),
    ...waivers
      .map(({ expires }) => nextDay(expires))
      .sort()
      .slice(-1),
  ];
  return days
    .map(instant)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
}

function responsesTo(subject: Subject, reported: Reported, due: string | undefined): Response[] {
  const accepting = reported.waivers.map(
    ({ approver, reason, expires }, index): Response => ({
      uuid: responseUuid(subject, reported, `accept-${index}`),
      lifecycle: 'planned',
      title: `Accept it until ${expires}`,
      description: sentence(`Accepted by ${approver}: ${reason}`),
      props: [coreProp('type', 'accept')],
    }),
  );
  return [...accepting, remedy(subject, reported, due)];
}

function remedy(subject: Subject, reported: Reported, due: string | undefined): Response {
  const isPractice = reported.finding.kind === 'prohibition';
  return {
    uuid: responseUuid(subject, reported, 'remedy'),
    lifecycle: 'recommendation',
    title: isPractice ? 'Stop the practice' : 'Show that the duty is met',
    description: isPractice ? stoppingText(reported) : showingText(subject, reported),
    props: [coreProp('type', isPractice ? 'avoid' : 'mitigate')],
    tasks: some(due === undefined ? [] : [milestone(subject, reported, due)]),
  };
}

function stoppingText({ finding: { because } }: Reported): string {
  const grounds = because.map(({ fact, value }) => `${fact}: ${valueText(value)}`).join('; ');
  return grounds === ''
    ? 'Stop it, or change the system.'
    : sentence(`Stop it, or change the system so that this no longer holds: ${grounds}`);
}

/** What a regulator would want to see: for the rule itself, then for its controls. */
function showingText({ context }: Subject, reported: Reported): string {
  const { finding, rule } = reported;
  const showing = rule?.evidence ?? [];
  const controls = context.rules.controls.filter(({ id }) => finding.controls.includes(id));
  return paragraphs(
    showing.length > 0 ? sentence(`What would show it: ${showing.join('; ')}`) : undefined,
    ...controls.map(({ id, title, definition }) => sentence(`Control ${id}, ${title}: ${definition}`)),
    finding.beyondControls === null ? undefined : sentence(`Beyond that: ${finding.beyondControls}`),
    `Declare it in the profile as evidence for ${evidenceKeys(reported).join(' and ')}.`,
  );
}

/** Where a duty asks for more than its controls, or has none, only evidence for the rule itself shows it. */
function evidenceKeys({ assessment, finding }: Reported): readonly string[] {
  const isByControls = finding.beyondControls === null && finding.controls.length > 0;
  return isByControls ? finding.controls : [`${assessment.pack}/${finding.rule}`];
}

function milestone(subject: Subject, reported: Reported, due: string): Milestone {
  return {
    uuid: responseUuid(subject, reported, 'milestone'),
    type: 'milestone',
    title: milestoneTitle(reported),
    timing: { 'on-date': { date: due } },
  };
}

function milestoneTitle({ finding: { kind }, waivers }: Reported): string {
  if (kind === 'prohibition') return 'Stop it before it is prohibited';
  return waivers.length > 0 ? 'Show it before the waiver ends' : 'Show it before the duty starts';
}

function responseUuid({ identity }: Subject, { assessment, finding }: Reported, part: string): string {
  return uuidOf('response', identity, assessment.pack, finding.rule, finding.role, part);
}
