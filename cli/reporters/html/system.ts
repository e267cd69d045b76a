import { FORCES } from '../../../engine/pack.ts';
import type { CheckContext, CheckedSystem } from '../reporter.ts';
import { isOut } from '../wording.ts';
import { evidenceChapters, factsChapter, outsideChapter } from './appendix.ts';
import { basisChapter } from './basis.ts';
import { instrumentSection } from './instrument.ts';
import { html, type Markup } from './markup.ts';
import { limitsChapter, questionsChapter } from './open.ts';
import {
  type Chapter,
  chapterMarkup,
  type Instrument,
  instrumentId,
  type Section,
  sectionOf,
} from './section.ts';
import { verdictChapter } from './verdict.ts';

/**
 * Everything about one system.
 *
 * @param number its place among the systems of the page
 */
export function systemSection(checked: CheckedSystem, context: CheckContext, number: number): Markup {
  const section = sectionOf(checked, context, number);
  const instruments = instrumentsOf(section);
  const inside = instruments.filter(({ assessment }) => !isOut(assessment));
  const outside = instruments.filter(({ assessment }) => isOut(assessment));
  const before = [
    verdictChapter(section, inside),
    basisChapter(section, instruments),
    ...questionsChapter(section),
    ...limitsChapter(section),
  ];
  const after = [...outsideChapter(section, outside), ...evidenceChapters(section), factsChapter(section)];
  return html`
<section class="system" id="${section.id}">
<h2>${checked.report.system.name}</h2>
${contents(section, before, inside, after)}
<div class="body">
${before.map(chapterMarkup)}
${inside.map((instrument) => instrumentSection(section, instrument))}
${after.map(chapterMarkup)}
</div>
</section>`;
}

/** Binding law first. */
function instrumentsOf({ checked, context }: Section): Instrument[] {
  const packs = new Map(context.rules.packs.map((pack) => [pack.id, pack]));
  return checked.report.assessments
    .flatMap((assessment) => {
      const pack = packs.get(assessment.pack);
      return pack ? [{ assessment, pack }] : [];
    })
    .toSorted((a, b) => FORCES.indexOf(a.pack.manifest.force) - FORCES.indexOf(b.pack.manifest.force));
}

function contents(
  section: Section,
  before: readonly Chapter[],
  inside: readonly Instrument[],
  after: readonly Chapter[],
): Markup {
  const item = (id: string, title: string): Markup => html`<li><a href="#${id}">${title}</a></li>\n`;
  return html`
<nav aria-label="Contents${section.suffix}">
<ol>
${before.map(({ id, title }) => item(id, title))}
${inside.map(({ assessment }) => item(instrumentId(section, assessment.pack), assessment.title))}
${after.map(({ id, title }) => item(id, title))}</ol>
</nav>`;
}
