import type { MeasuredGroupResult, MeasureResult } from '../../engine/measure.ts';
import type { ScoreResult } from '../../engine/score.ts';
import { type Page, paint, printable, wrap } from '../page.ts';
import { scoreText } from './wording.ts';

const COLUMN = ' '.repeat(22);

/** What the questionnaires of an instrument come to. */
export function scoreLines(scores: readonly ScoreResult[], page: Page): string[] {
  if (scores.length === 0) return [];
  return [
    paint(page, 'bold', `  Scores (${scores.length})`),
    ...scores.map((score) =>
      wrap(page, `${score.title}: ${scoreText(score)}`, COLUMN, `    ${score.cite.padEnd(17)} `),
    ),
  ];
}

/** Statistics over groups, computed from what the profile declares. */
export function measureLines(measures: readonly MeasureResult[], page: Page): string[] {
  if (measures.length === 0) return [];
  return [
    paint(page, 'bold', `  Measures (${measures.length}), informative`),
    ...measures.flatMap(({ title, cite, measurement, collected, tables, absentTables }) => [
      wrap(
        page,
        `${title}, from ${printable(measurement)} of ${collected}`,
        COLUMN,
        `    ${cite.padEnd(17)} `,
      ),
      ...tables.flatMap((table) => tableLines(table, page)),
      ...absentTables.map((by) => wrap(page, `No table by ${by.join(' and ')}.`, COLUMN)),
    ]),
  ];
}

function tableLines(
  { by, unknown, reference, groups, absent }: MeasureResult['tables'][number],
  page: Page,
): string[] {
  const compared = reference ? `compared with ${reference.join(' and ')}` : 'no group to compare with';
  const apart = unknown > 0 ? `, ${unknown} of unknown category left out` : '';
  return [
    wrap(page, `By ${by.join(' and ')}, ${compared}${apart}:`, COLUMN),
    ...groups.map((group) => `${COLUMN}  ${groupText(group)}`),
    ...(absent.length > 0 ? [wrap(page, `Not in the table: ${absent.join(', ')}.`, `${COLUMN}  `)] : []),
  ];
}

function groupText({
  of,
  assessed,
  counted: count,
  rate,
  ratio,
  state,
  flagged,
  note,
}: MeasuredGroupResult): string {
  const parts = [
    `${of.join(' and ')}: ${count} of ${assessed}`,
    rate !== null && `rate ${rate.toFixed(3)}`,
    ratio !== null && `ratio ${ratio.toFixed(3)}`,
    state !== 'computed' && state.replaceAll('-', ' '),
    flagged && 'below the mark',
    note,
  ].filter((part) => typeof part === 'string');
  return parts.join(', ');
}
