import type { AssessmentChange, Event } from '../../engine/event.ts';

/** Characters a subject of SNS has at most. */
const LONGEST_SUBJECT = 100;

/** What an event is called and says in a mail. */
export function mailText(event: Event): { subject: string; text: string } {
  const { title, lines } = wording(event);
  const subject = `Jurismap: ${event.system}: ${title}`;
  const text = [
    `${event.name} (${event.system})`,
    '',
    ...lines,
    '',
    `Event ${event.id} of ${event.at}. GET /v1/systems/${event.system}/events lists all.`,
  ].join('\n');
  return { subject: subject.slice(0, LONGEST_SUBJECT), text };
}

function wording(event: Event): { title: string; lines: string[] } {
  switch (event.kind) {
    case 'AssessmentChanged':
      return { title: 'findings changed', lines: event.changes.flatMap(changeLines) };
    case 'DeadlineApproaching':
      return approaching(event, `duties of ${event.of} begin`);
    case 'EvidenceExpiring':
      return approaching(event, `evidence for ${event.of} counts for the last time`);
    case 'WaiverExpiring':
      return approaching(event, `the waiver of ${event.of} counts for the last time`);
    case 'SystemNotAssessable':
      return {
        title: 'cannot be assessed',
        lines: ['The fact catalogue does not understand its profile any more. Mend it and send it again.'],
      };
  }
}

function approaching(
  { day, daysLeft, rules }: Extract<Event, { daysLeft: number }>,
  what: string,
): { title: string; lines: string[] } {
  const when = daysLeft === 0 ? 'today' : `in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`;
  return { title: `${what} ${when}`, lines: [`On ${day} ${what}:`, ...rules.map((rule) => `  ${rule}`)] };
}

function changeLines({
  instrument,
  jurisdiction,
  pack,
  before,
  after,
  causes,
  findings,
  further,
}: AssessmentChange) {
  const title = `${instrument} (${jurisdiction}, ${pack} ${(after ?? before)?.packVersion ?? ''})`;
  if (after === null) return [`${title}: is not in force here any more`];
  if (before === null) {
    const counts = Object.entries(after.counts).map(([outcome, count]) => `${count} ${outcome}`);
    return [`${title}: assessed for the first time: ${counts.join(', ')}`];
  }
  return [
    `${title}: because of ${causes.join(' or ')}`,
    ...findings.map(
      (change) =>
        `  ${change.cite} ${change.title}${change.role ? ` (${change.role})` : ''}: ${change.before ?? 'none'} -> ${change.after ?? 'none'}`,
    ),
    ...(further > 0 ? [`  and ${further} more`] : []),
  ];
}
