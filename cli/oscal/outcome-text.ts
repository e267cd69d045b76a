import type { Finding } from '../../engine/finding.ts';
import type { Waiver } from '../../engine/profile.ts';
import { resultText, shortfall, since } from '../reporters/wording.ts';
import { markup } from './text.ts';

/**
 * What a finding comes to and why, in sentences of Markdown.
 *
 * @param waivers those it rests on
 */
export function outcomeText(finding: Finding, waivers: readonly Waiver[] = []): string {
  const { outcome, force, kind, notEnforced, unverified } = finding;
  const start = outcome === 'undetermined' ? undefined : since(finding);
  const name = outcome.charAt(0).toUpperCase() + outcome.slice(1).replaceAll('-', ' ');
  const main = [start === undefined ? name : `${name} ${start}`, why(finding)]
    .filter((part) => part !== undefined)
    .join(': ');
  return [
    main,
    ...waivers.map(({ approver, expires, reason }) => `Waived by ${approver} until ${expires}: ${reason}`),
    ...(force === 'binding' || kind === 'permission' ? [] : [`This is ${force}, not binding law`]),
    ...(notEnforced === null ? [] : [`Not enforced: ${notEnforced}`]),
    ...(unverified === null ? [] : [`Not compared with the official text: ${unverified}`]),
  ]
    .map(sentence)
    .join(' ');
}

/** Text of a pack or a person as a sentence of Markdown. */
export function sentence(text: string): string {
  const line = markup(text);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function why(finding: Finding): string | undefined {
  const { kind, outcome, reason, exception, missing, possible } = finding;
  if (outcome === 'undetermined') {
    const results = possible.map(resultText).join(', ');
    return `it depends on ${missing.join(', ')}; it can come to ${results}`;
  }
  if (exception) return `exception ${exception.id}, ${exception.cite}`;
  return kind === 'duty' ? shortfall(finding) : reason?.replaceAll('-', ' ');
}
