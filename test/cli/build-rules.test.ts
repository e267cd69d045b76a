import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { buildRules } from '../../cli/build-rules.ts';
import { rulesIn } from '../../cli/built-rules.ts';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { compile } from '../../engine/lanes/compile.ts';
import { loadRules } from '../../engine/ready-rules.ts';

const RULES = join(import.meta.dirname, '..', '..', 'rules');
const built = mkdtempSync(join(tmpdir(), 'jurismap-build-'));
buildRules(RULES, built);

function read(file: string): string {
  return readFileSync(join(built, file), 'utf8');
}

test('built packs are the packs their authors wrote, to the digest', () => {
  const { catalogue, packs } = readRulesFolder(RULES);
  const authored = packs.map(({ authored: { pack } }) => pack);
  const loaded = loadRules(rulesIn(join(built, 'rules'))).packs;
  expect(loaded.map(({ id }) => id)).toEqual(authored.map(({ id }) => id));
  for (const [i, pack] of loaded.entries()) {
    const [own] = authored.slice(i);
    expect(pack.compiled).toEqual(own && compile(own, catalogue));
    const { id, version, digest, manifest, measures, scope, roles, rules, byId, scores } = pack;
    expect(authored[i]).toEqual(
      expect.objectContaining({ id, version, digest, manifest, measures, scope, roles, rules, byId, scores }),
    );
  }
});

test('the editor schema offers every fact with its question', () => {
  const Schema = z.looseObject({
    $defs: z.record(z.string(), z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() })),
  });
  const schema = Schema.parse(JSON.parse(read('profile.schema.json')));
  const facts = schema.$defs.Facts?.properties ?? {};
  for (const fact of readRulesFolder(RULES).catalogue.facts) {
    expect(facts[fact.id]).toMatchObject({ title: fact.question });
  }
});

test('the editor schema takes a profile with nothing but comments below its facts', () => {
  const schema = z.looseObject({ $defs: z.record(z.string(), z.unknown()) });
  const { $defs } = schema.parse(JSON.parse(read('profile.schema.json')));
  expect($defs.Facts).toMatchObject({ type: ['object', 'null'] });
});

test.each([
  ['policy', { 'jurismap-policy': 1, failOn: [{ severity: 'high' }] }],
  ['waivers', { 'jurismap-waivers': 1, waivers: [] }],
])('the editor schema of a %s file takes one', (name, file) => {
  const { required, properties } = z
    .looseObject({ required: z.array(z.string()), properties: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(read(`${name}.schema.json`)));
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(file)));
  expect(Object.keys(file)).toEqual(expect.arrayContaining(required));
});

test('the types name every fact', () => {
  expect(read('facts.ts')).toMatch(/'use\.purposes'\?: \('/);
});
