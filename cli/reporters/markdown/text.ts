import { printable } from '../../page.ts';

/**
 * Somebody else's text as Markdown that GitHub and GitLab show as it is: no markup, no HTML, no link, and nobody is
 * notified by it.
 *
 * @param most characters to show at most
 */
export function text(value: string, most = 300): string {
  return clipped(value, most)
    .replace(/[\\`*_[\]<>|~]/g, '\\$&')
    .replace(MENTIONS, (mark) => `${ENTITIES[mark] ?? mark}${BREAK}`)
    .replace(AUTOLINKS, (start) => `${start}${BREAK}`);
}

/** Both look for mentions in what is rendered, where a backslash is gone; a space of no width stays. */
const BREAK = '&#8203;';
/** `@user`, `#1`, `!1`, `$1`, `%1`, `&1`, `^1`: people, issues, merge requests, snippets, milestones, epics, alerts. */
const MENTIONS = /[@#!$%&^](?=[\w"])/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', $: '&#36;' };
/** What becomes a link without any markup: addresses, `GH-1`, and digests of commits. */
const AUTOLINKS = /www(?=\.)|(?:https?|ftp|mailto|xmpp)(?=:)|\bGH(?=-\d)|[0-9a-f]{6}(?=[0-9a-f])/gi;

/** Somebody else's text as code, which is shown as it is. */
export function code(value: string, most = 200): string {
  const shown = clipped(value, most);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A link with a text that is shown as it is. */
export function link(label: string, url: string): string {
  return `[${text(label)}](${url
    .replace(/[()\s<>\\]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`;
}

/** A section that opens when it is asked for. */
export function folded(summary: string, lines: readonly string[], isOpen = false): string[] {
  if (lines.length === 0) return [];
  return [
    isOpen ? '<details open>' : '<details>',
    `<summary>${summary}</summary>`,
    '',
    ...lines,
    '',
    '</details>',
  ];
}

function clipped(value: string, most: number): string {
  const line = printable(value).replace(/\s+/g, ' ').trim();
  // A surrogate that lost its other half would be no text.
  return line.length > most ? `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}
