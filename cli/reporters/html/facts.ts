import type { Catalogue, Fact, FactValue } from '../../../engine/facts.ts';
import { NEVER } from '../../../engine/facts.ts';
import type { Finding } from '../../../engine/finding.ts';
import { placeIn } from '../../check/finding-place.ts';
import { html, joined, type Markup } from './markup.ts';
import type { Section } from './section.ts';

/** An answer in the words of the catalogue. */
export function answerTo(fact: Fact | undefined, value: FactValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') {
    return fact?.type === 'number' ? `${value} ${fact.unit}` : String(value);
  }
  if (typeof value === 'string') return value === NEVER ? 'Not yet, and not planned' : labelOf(fact, value);
  return value.length === 0 ? 'None of these' : value.map((one) => labelOf(fact, one)).join('; ');
}

/** What an option of a fact is called. */
export function labelOf(fact: Fact | undefined, id: string): string {
  const options = fact && 'options' in fact && fact.options !== 'places' ? fact.options : [];
  return options.find((option) => option.id === id)?.label ?? id;
}

/** Stated facts: each with its question, the answer, and where the profile says it. */
export function factList(facts: Finding['because'], section: Section): Markup {
  const { catalogue } = section.context.rules;
  return html`<ul class="facts">${facts.map(
    (stated) =>
      html`<li>${factMarkup(stated, catalogue)} <span class="source">${stated.fact}, ${sourceOf(stated.fact, section)}</span></li>`,
  )}</ul>`;
}

/** Stated facts one after another, where many findings show them. */
export function factRun(facts: Finding['because'], catalogue: Catalogue): Markup {
  return joined(
    facts.map((stated) => factMarkup(stated, catalogue)),
    html` · `,
  );
}

function factMarkup({ fact: id, value }: Finding['because'][number], catalogue: Catalogue): Markup {
  const fact = catalogue.get(id);
  return html`${fact?.question ?? id} <b>${answerTo(fact, value)}</b>`;
}

/** Where a fact comes from. */
export function sourceOf(id: string, { checked: { profile, document } }: Section): string {
  return Object.hasOwn(profile.facts, id)
    ? `line ${placeIn(document, ['facts', id]).line}`
    : 'from the measurements';
}

/** Facts nobody has stated, with their questions. */
export function openFacts(ids: readonly string[], catalogue: Catalogue): Markup {
  return html`<ul class="facts">${ids.map(
    (id) =>
      html`<li>${catalogue.get(id)?.question ?? id} <b class="open">Not stated</b> <span class="source">${id}</span></li>`,
  )}</ul>`;
}
