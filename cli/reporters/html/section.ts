import type { Assessment, Finding } from '../../../engine/finding.ts';
import type { Pack } from '../../../engine/pack.ts';
import type { CheckContext, CheckedSystem } from '../reporter.ts';
import { html, type Markup } from './markup.ts';

/** What the parts of a system's section have in common. */
export interface Section {
  checked: CheckedSystem;
  context: CheckContext;
  /** Starts every id in the section: several systems stand on one page. */
  id: string;
}

/** An instrument as it was evaluated. */
export interface Instrument {
  assessment: Assessment;
  pack: Pack;
}

/** A part of a system's section that the contents name. */
export interface Chapter {
  id: string;
  title: string;
  body: Markup;
}

export function chapterMarkup({ id, title, body }: Chapter): Markup {
  return html`
<section id="${id}" aria-labelledby="${id}.title">
<h3 id="${id}.title">${title}</h3>
${body}
</section>`;
}

/** Ids of instruments, rules and roles have no dots, so that these are never the same. */
export function instrumentId({ id }: Section, pack: string): string {
  return `${id}.${pack}`;
}

export function findingId(section: Section, { pack }: Assessment, { rule, role }: Finding): string {
  return `${instrumentId(section, pack)}.${rule}${role === null ? '' : `.${role}`}`;
}
