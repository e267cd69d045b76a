import type { SystemReport } from '../../engine/system-report.ts';
import { uncoveredText } from './uncovered.ts';

/**
 * What was not looked at, or does not do what somebody may think it does.
 *
 * @returns sentences with text of the profile in them, which is to be escaped for where they are shown
 */
export function noticesOf({ uncovered, waivers, unread }: SystemReport): string[] {
  return [
    ...uncovered.map(uncoveredText),
    ...waivers.flatMap(({ rule, approver, reason }) =>
      reason === null ? [] : `The waiver of ${rule} by ${approver} does not count: ${reason}.`,
    ),
    ...unread.map((table) => `No pack reads the table of ${table}: check its dimensions and its version.`),
  ];
}
