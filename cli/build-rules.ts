import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Catalogue, Fact } from '../engine/facts.ts';
import { profileSchema } from '../engine/profile.ts';
import { writeRules } from '../engine/ready-rules.ts';
import type { RulesSource } from '../engine/rules.ts';
import { PolicyFileSchema } from './check/policy.ts';
import { WaiversFileSchema } from './check/waivers.ts';
import { readRulesFolder } from './rules-folder.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Builds what running code, editors and TypeScript programs read from the rules:
 * `rules/` (packs and catalogues as running code loads them), `rules.json` (the same as they were written, in one file), `facts.ts` (the types of the facts), and for editors the JSON Schemas
 * of profiles, policies and files of waivers.
 *
 * @param rulesRoot the folder `rules/`
 * @param outDir created when it is missing; each file appears whole or not at all
 * @throws InputError with file, line and column of everything that does not read
 */
export function buildRules(rulesRoot: string, outDir: string): void {
  const folder = readRulesFolder(rulesRoot);
  const { catalogue, controls, parameters, conflicts, packs } = folder;
  const rules: RulesSource = {
    facts: [...catalogue.facts],
    controls: [...controls],
    parameters,
    conflicts: [...conflicts],
    packs: packs.map(({ authored: { source } }) => ({
      ...source,
      rules: [...source.rules],
      scores: [...source.scores],
      measures: [...source.measures],
    })),
  };
  const ready = join(outDir, 'rules');
  rmSync(ready, { recursive: true, force: true });
  mkdirSync(ready, { recursive: true });
  const write = (file: string, text: string): void => writeWhole([text], join(outDir, file));
  const schemas = { profile: profileSchema(catalogue), policy: PolicyFileSchema, waivers: WaiversFileSchema };
  for (const [name, schema] of Object.entries(schemas)) {
    const text = JSON.stringify(z.toJSONSchema(schema, FOR_EDITORS), null, 2);
    write(`${name}.schema.json`, `${text}\n`);
  }
  write('facts.ts', typesOf(catalogue));
  write('rules.json', JSON.stringify(rules));
  const built = { ...folder, packs: packs.map(({ authored }) => authored.pack) };
  // The index last: what it names is there.
  for (const { name, content } of writeRules(built).reverse()) writeWhole([content], join(ready, name));
  write('rules.d.json.ts', TYPE_OF_RULES);
}

/** Without it the compiler works out the type of every rule there is; `loadRules` checks them when they are read. */
const TYPE_OF_RULES = 'declare const rules: unknown;\nexport default rules;\n';

const FOR_EDITORS = {
  target: 'draft-2020-12',
  io: 'input',
  // "facts:" with nothing below it but comments is null in YAML, and read as no facts.
  override: ({ jsonSchema }) => {
    if (jsonSchema.id === 'Facts') Object.assign(jsonSchema, { type: ['object', 'null'] });
  },
} as const satisfies z.core.ToJSONSchemaParams;

function typesOf(catalogue: Catalogue): string {
  const members = catalogue.facts.map(
    (fact) => `  /** ${fact.question.replaceAll('*/', '* /')} */\n  '${fact.id}'?: ${typeOf(fact)};`,
  );
  return [
    '// Generated from rules/facts/ by scripts/build-rules.ts. Do not edit.',
    '',
    '/** The facts of a profile. A fact that is absent is unknown. */',
    `export interface Facts {\n${members.join('\n')}\n}`,
    '',
  ].join('\n');
}

function typeOf(fact: Fact): string {
  switch (fact.type) {
    case 'boolean':
    case 'number':
      return fact.type;
    case 'date':
      return 'string';
    case 'enum':
      return oneOf(fact.options);
    case 'set':
      return fact.options === 'places' ? 'string[]' : `(${oneOf(fact.options)})[]`;
  }
}

function oneOf(options: readonly { id: string }[]): string {
  return options.map(({ id }) => `'${id}'`).join(' | ');
}
