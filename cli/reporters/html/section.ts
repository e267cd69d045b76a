import type { Assessment, Finding } from '../../../engine/finding.ts';
import type { Pack } from '../../../engine/pack.ts';
import { issuesOf, type Standing } from '../issues.ts';
import type { CheckContext, CheckedSystem } from '../reporter.ts';
import { html, type Markup } from './markup.ts';

/** What the parts of a system's section have in common. */
export interface Section {
  checked: CheckedSystem;
  context: CheckContext;
  /** What findings that are not in order mean for the deployment. */
  standings: ReadonlyMap<Finding, Standing>;
  /** Starts every id in the section: several systems stand on one page. */
  id: string;
  /** Tells the section from the others of the page; empty where it is the only one. */
  suffix: string;
}

/** @param number the place of the system among those of the page */
export function sectionOf(checked: CheckedSystem, context: CheckContext, number: number): Section {
  const standings = issuesOf(checked, context).flatMap((issue): [Finding, Standing][] => {
    if (issue.about === 'limit') return [];
    const findings = issue.about === 'scope' ? issue.findings : [issue.finding];
    return findings.map((finding) => [finding, issue.standing]);
  });
  const suffix = context.count > 1 ? `, system ${number}` : '';
  return { checked, context, standings: new Map(standings), id: `s${number}`, suffix };
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
<section id="${id}">
<h3>${title}</h3>
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
