import type { Catalogue, Fact } from '../../engine/facts.ts';
import { loadBuiltRules } from '../built-rules.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Page, paint, terminalPage, wrap } from '../page.ts';

export interface FactsOptions {
  format: 'table' | 'json';
}

/** `jurismap facts`: the fact catalogue. */
export async function facts(options: FactsOptions): Promise<ExitCode> {
  const { catalogue } = await loadBuiltRules();
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify({ facts: catalogue.facts }, null, 2)}\n`
      : table(catalogue, terminalPage()),
  );
  return EXIT.pass;
}

function table(catalogue: Catalogue, page: Page): string {
  const topics = Map.groupBy(catalogue.facts, (fact) => fact.topic);
  const sections = [...topics].map(([topic, ofTopic]) =>
    [paint(page, ['bold', 'underline'], topic), ...ofTopic.map((fact) => factBlock(fact, page))].join('\n'),
  );
  return `${sections.join('\n\n')}\n`;
}

function factBlock(fact: Fact, page: Page): string {
  const gate = fact.askWhen ? `, asked when ${JSON.stringify(fact.askWhen)}` : '';
  const options = 'options' in fact && fact.options !== 'places' ? fact.options : [];
  return [
    wrap(page, `${fact.id} (${typeOf(fact)}${gate})`, '      ', '  '),
    wrap(page, fact.question, '    '),
    ...(fact.help ? [paint(page, 'dim', wrap(page, fact.help, '    '))] : []),
    ...options.map(({ id, label, definition }) =>
      wrap(page, `${id}: ${definition ?? label}`, '        ', '      '),
    ),
  ].join('\n');
}

function typeOf(fact: Fact): string {
  switch (fact.type) {
    case 'boolean':
    case 'enum':
    case 'date':
      return fact.type;
    case 'set':
      return fact.options === 'places' ? 'set of places' : 'set';
    case 'number':
      return `number of ${fact.unit}`;
  }
}
