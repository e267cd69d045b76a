import ical from 'ical-generator';
import { digestOf } from '../../engine/digest.ts';
import { type Deadline, deadlineName, deadlinesIn } from '../../engine/portfolio.ts';
import type { Position } from '../../store/positions.ts';

/**
 * Deadlines as an iCalendar file (RFC 5545), an all-day event each. An event keeps its id from file to file, so that
 * calendars update it.
 *
 * @param owner whose deadlines; everybody's when null
 */
export function deadlineCalendar(positions: readonly Position[], owner: string | null): string {
  const calendar = ical({
    name: 'Jurismap: deadlines',
    prodId: { company: 'Jurismap', product: 'deadlines' },
  });
  for (const { system, name, content } of positions) {
    for (const deadline of deadlinesIn(content.parts)) {
      if (owner !== null && deadline.owner !== owner) continue;
      const start = new Date(`${deadline.day}T00:00:00Z`);
      calendar.createEvent({
        id: `${digestOf([system, deadlineName(deadline)]).slice(0, 32)}@jurismap`,
        start,
        stamp: start,
        allDay: true,
        timezone: null,
        // The library escapes no line breaks in a summary, and a name comes from whoever wrote the profile.
        summary: `${name} (${system}): ${wording(deadline)}`.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' '),
        description: deadline.rules.join('\n'),
      });
    }
  }
  return `${calendar.toString()}\r\n`;
}

function wording({ kind, of, rules }: Deadline): string {
  switch (kind) {
    case 'starts':
      return `${rules.length} duties of ${of} begin`;
    case 'evidence-expires':
      return `evidence for ${of} counts for the last time`;
    case 'waiver-expires':
      return `the waiver of ${of} counts for the last time`;
  }
}
