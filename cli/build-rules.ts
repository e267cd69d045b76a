import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Catalogue, Fact } from '../engine/facts.ts';
import { profileSchema } from '../engine/profile.ts';
import type { RulesSource } from '../engine/rules.ts';
import { readRulesFolder } from './rules-folder.ts';

/**
 * Builds what running code, editors and TypeScript programs read from the rules:
 * `rules.json` (every pack and catalogue in one file), `profile.schema.json` (JSON Schema of a profile) and `facts.ts`
 * (the types of the facts).
 *
 * @param rulesRoot the folder `rules/`
 * @param outDir created when it is missing; each file appears whole or not at all
 * @throws InputError with file, line and column of everything that does not read
 */
export function buildRules(rulesRoot: string, outDir: string): RulesSource {
  const { catalogue, controls, parameters, conflicts, packs } = readRulesFolder(rulesRoot);
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
  mkdirSync(outDir, { recursive: true });
  writeWhole(join(outDir, 'profile.schema.json'), `${JSON.stringify(editorSchema(catalogue), null, 2)}\n`);
  writeWhole(join(outDir, 'facts.ts'), typesOf(catalogue));
  writeWhole(join(outDir, 'rules.json'), JSON.stringify(rules));
  return rules;
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function editorSchema(catalogue: Catalogue): unknown {
  return z.toJSONSchema(profileSchema(catalogue), { target: 'draft-2020-12', io: 'input' });
}

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
