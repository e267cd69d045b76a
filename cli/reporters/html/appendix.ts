import { Explainer } from '../../../engine/explain.ts';
import { evidenceTable, waiverTable } from './evidence.ts';
import { answerTo, factList, sourceOf } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { type Chapter, type Instrument, instrumentId, type Section } from './section.ts';

/** Instruments that do not reach the system, each with the facts that rule it out. */
export function outsideChapter(section: Section, instruments: readonly Instrument[]): Chapter[] {
  if (instruments.length === 0) return [];
  const body = html`${instruments.map((instrument) => ruledOut(section, instrument))}`;
  return [
    {
      id: `${section.id}.outside`,
      title: `Instruments that do not reach the system (${instruments.length})`,
      body,
    },
  ];
}

function ruledOut(section: Section, { assessment, pack }: Instrument): Markup {
  const { checked, context } = section;
  const explainer = new Explainer(checked.profile, pack, context.rules.catalogue, assessment.asOf);
  return html`
<section id="${instrumentId(section, pack.id)}">
<h4><a href="${pack.manifest.url}" rel="noreferrer">${assessment.title}</a></h4>
${factList(explainer.scope().because, section)}
</section>`;
}

/** What the profile declares as evidence, and the waivers it carries. */
export function evidenceChapters(section: Section): Chapter[] {
  const evidence = evidenceTable(section);
  const waivers = waiverTable(section);
  return [
    ...(evidence ? [{ id: `${section.id}.evidence`, title: 'Evidence declared', body: evidence }] : []),
    ...(waivers ? [{ id: `${section.id}.waivers`, title: 'Waivers', body: waivers }] : []),
  ];
}

/** Every fact the profile states, in the order of the catalogue. */
export function factsChapter(section: Section): Chapter {
  const { facts } = section.checked.profile;
  const stated = section.context.rules.catalogue.facts.flatMap((fact) => {
    const value = Object.hasOwn(facts, fact.id) ? facts[fact.id] : undefined;
    return value === undefined ? [] : [{ fact, value }];
  });
  const body =
    stated.length === 0
      ? html`<p>The profile states no fact.</p>`
      : html`
<p>As the profile states them. Jurismap checks that facts are complete and consistent in form, not that they are true.</p>
<table class="stated">
<thead><tr><th scope="col">Question</th><th scope="col">Answer</th></tr></thead>
<tbody>
${stated.map(
  ({ fact, value }) =>
    html`<tr><th scope="row">${fact.question} <span class="source">${fact.id}, ${sourceOf(fact.id, section)}</span></th><td>${answerTo(fact, value)}</td></tr>\n`,
)}</tbody>
</table>`;
  return { id: `${section.id}.facts`, title: 'Facts stated', body };
}
