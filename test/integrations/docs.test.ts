import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const guide = read('docs/pipelines.md');
const examples = [...guide.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => parse(text));

const NamedSchema = z.looseObject({ inputs: z.record(z.string(), z.unknown()) });
const ActionSchema = NamedSchema.extend({ outputs: z.record(z.string(), z.unknown()) });
const action = ActionSchema.parse(parse(read('action.yml')));

const StepsSchema = z.array(z.looseObject({ uses: z.string(), with: z.record(z.string(), z.string()) }));
const IncludeSchema = z.object({ include: z.tuple([NamedSchema]) });
const HooksSchema = z.object({
  repos: z.tuple([z.object({ rev: z.string(), hooks: z.tuple([z.looseObject({ id: z.string() })]) })]),
});

it('gives the action inputs that it has, and reads outputs that it has', () => {
  const steps = examples.flatMap((example) => StepsSchema.safeParse(example).data ?? []);
  const ours = steps.filter(({ uses }) => uses.startsWith('OWNER/jurismap@'));
  expect(ours.length).toBeGreaterThan(1);
  for (const step of ours)
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
  const outputs = [...guide.matchAll(/steps\.jurismap\.outputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(outputs.length).toBeGreaterThan(0);
  expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(outputs));
});

it('gives the include for GitLab inputs that it has', () => {
  const [header] = parseAllDocuments(read('integrations/gitlab/jurismap.gitlab-ci.yml'));
  const { spec } = z.object({ spec: NamedSchema }).parse(header?.toJS());
  const [{ include }] = z
    .tuple([IncludeSchema])
    .parse(examples.filter((one) => IncludeSchema.safeParse(one).success));
  expect(Object.keys(spec.inputs)).toEqual(expect.arrayContaining(Object.keys(include[0].inputs)));
});

it('names the hook and the version that there are', () => {
  const [{ repos }] = z
    .tuple([HooksSchema])
    .parse(examples.filter((one) => HooksSchema.safeParse(one).success));
  expect(repos[0]).toMatchObject({ rev: `v${manifest.version}`, hooks: [{ id: 'jurismap' }] });
  expect([...guide.matchAll(/jurismap@(\d[\d.]*\d)/g)].map(([, version]) => version)).toEqual([
    manifest.version,
    manifest.version,
  ]);
});
