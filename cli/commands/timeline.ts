import { type Timeline, type TimelineEvent, timeline as timelineOf } from '../../engine/timeline.ts';
import { loadBuiltRules, withPacks } from '../built-rules.ts';
import { deliver } from '../deliver.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { yearsAfter } from '../options.ts';
import { counted, type Page, PLAIN, paint, printable, terminalPage, wrap } from '../page.ts';
import { readProfiles } from '../read-profiles.ts';

export const TIMELINE_FORMATS = ['table', 'json', 'ics'] as const;

export interface TimelineOptions {
  from: string;
  /** Five years after `from` when left out. */
  to?: string;
  packs?: string;
  output?: string;
  format: (typeof TIMELINE_FORMATS)[number];
}

/** `jurismap timeline FILE`: what starts, changes or expires when, with the profile as it is. */
export async function timeline(file: string, options: TimelineOptions): Promise<ExitCode> {
  const { from, to = yearsAfter(from, 5), format, output } = options;
  const rules = withPacks(await loadBuiltRules(), options.packs);
  const [profile] = readProfiles([file], rules.catalogue);
  if (!profile) return EXIT.wrong;
  const result = timelineOf(profile, rules.packs, rules.catalogue, from, to);
  return deliver(await written(result, format, output ? PLAIN : terminalPage()), output)
    ? EXIT.pass
    : EXIT.wrong;
}

async function written(result: Timeline, format: TimelineOptions['format'], page: Page): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`;
    case 'ics':
      return (await import('../calendar.ts')).calendar(result);
    case 'table':
      return table(result, page);
  }
}

function table({ system, from, to, events }: Timeline, page: Page): string {
  const days = Map.groupBy(events, ({ day }) => day);
  return `${[
    `${paint(page, 'bold', printable(system.name))} (${system.id}), from ${from} to ${to}`,
    ...[...days].map(([day, of]) =>
      [paint(page, 'bold', day), ...of.map((event) => eventLine(event, page))].join('\n'),
    ),
    events.length === 0
      ? 'Time alone changes nothing in this span.'
      : `${counted(events.length, 'change')} on ${counted(days.size, 'day')}.`,
  ].join('\n\n')}\n`;
}

function eventLine(event: TimelineEvent, page: Page): string {
  const { pack, cite, title, role, change, before, after, force, missing } = event;
  const details = [
    `${before} → ${after}`,
    role,
    force !== 'binding' && force,
    missing.length > 0 && `depends on ${missing.join(', ')}`,
  ].filter((detail) => typeof detail === 'string');
  return [
    wrap(page, `${change.replace('-', ' ')}: ${title} (${pack}, ${cite})`, '    ', '  '),
    paint(page, 'dim', wrap(page, details.join(' · '), '    ')),
  ].join('\n');
}
