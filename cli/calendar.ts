import ical from 'ical-generator';
import { digestOf } from '../engine/digest.ts';
import type { Timeline, TimelineEvent } from '../engine/timeline.ts';
import { printable } from './page.ts';

/**
 * A timeline as an iCalendar file (RFC 5545), one all-day event for each day, instrument and kind of change. The same
 * timeline gives the same bytes, and an event keeps its id from file to file, so that calendars update it.
 */
export function calendar({ system, events }: Timeline): string {
  // The library escapes no line breaks in names, and a name comes from whoever wrote the profile.
  const name = printable(system.name);
  const calendar = ical({
    name: `Jurismap: ${name}`,
    prodId: { company: 'Jurismap', product: 'timeline' },
  });
  const groups = Map.groupBy(events, ({ day, pack, change }) => `${day} ${pack} ${change}`);
  for (const [key, of] of groups) {
    const [first] = of;
    if (!first) continue;
    const start = new Date(`${first.day}T00:00:00Z`);
    calendar.createEvent({
      id: `${digestOf([system.id, key]).slice(0, 32)}@jurismap`,
      start,
      stamp: start,
      allDay: true,
      timezone: null,
      summary: `${name}: ${of.length === 1 ? first.title : `${of.length} rules`} of ${first.instrument} ${first.change.replace('-', ' ')}`,
      description: of.map(line).join('\n'),
    });
  }
  return `${calendar.toString()}\r\n`;
}

function line({ cite, title, role, before, after }: TimelineEvent): string {
  return `${cite}: ${title}${role === null ? '' : ` (${role})`}: ${before} → ${after}`;
}
