import { type Page, wrap } from '../page.ts';

/** Says of a place that nobody has looked at its own law. */
export function uncoveredText(place: string): string {
  return `No pack for ${place}: what the law of that place asks was not looked at.`;
}

export function uncoveredLine(place: string, page: Page): string {
  return wrap(page, uncoveredText(place), '  ', '');
}
