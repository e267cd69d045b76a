import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import type { Ended } from '../cli/jurismap.ts';
import { FIXED, inPipeline, ROOT, workspace } from './workspace.ts';

type Value = string | boolean | string[];

const InputSchema = z.strictObject({
  description: z.string(),
  type: z.enum(['string', 'boolean', 'array']).default('string'),
  default: z.union([z.string(), z.boolean(), z.array(z.string())]).optional(),
});
const SpecSchema = z.strictObject({ spec: z.strictObject({ inputs: z.record(z.string(), InputSchema) }) });
const JobSchema = z.strictObject({
  stage: z.string(),
  image: z.string(),
  variables: z.record(z.string(), z.string()),
  before_script: z.array(z.string()),
  script: z.array(z.string()),
  artifacts: z.strictObject({
    when: z.literal('always'),
    expire_in: z.string(),
    paths: z.array(z.string()),
    reports: z.strictObject({ junit: z.string() }),
  }),
});

const text = readFileSync(join(ROOT, 'integrations', 'gitlab', 'jurismap.gitlab-ci.yml'), 'utf8');
const [header = '', template = ''] = text.split(/^---$/m);
const { inputs } = SpecSchema.parse(parse(header)).spec;

/** The jobs as GitLab reads them: inputs go into the text, strings as they are and all else as JSON. */
function jobsFor(given: Record<string, Value>): Record<string, z.infer<typeof JobSchema>> {
  for (const name of Object.keys(given)) if (!inputs[name]) throw new Error(`there is no input ${name}`);
  const filled = template.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => {
    const value = given[name] ?? inputs[name]?.default;
    if (value === undefined) throw new Error(`the input ${name} is needed`);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  return z.record(z.string(), JobSchema).parse(parse(filled));
}

const SHELLS = { sh: ['-e'], bash: ['-eo', 'pipefail'] } as const;

/** Runs the scripts of the job as a runner does: one after the other in one shell. */
function run(
  folder: string,
  given: Record<string, Value>,
  shell: keyof typeof SHELLS = 'sh',
): Promise<Ended> {
  const job = jobsFor({ ...FIXED, ...given }).jurismap;
  if (!job) throw new Error('there is no job');
  const script = [...job.before_script, ...job.script].join('\n');
  return inPipeline(folder, shell, [...SHELLS[shell], '-c', script], { CI: 'true', ...job.variables });
}

describe('the include', () => {
  it('runs the version it belongs to, in an image with a Node that can', () => {
    expect(inputs.package?.default).toBe(`jurismap@${manifest.version}`);
    expect(inputs.image?.default).toBe('node:24-slim');
  });

  it('uses every input, and puts the text of none into a command', () => {
    for (const name of Object.keys(inputs)) expect(template).toContain(`$[[ inputs.${name} ]]`);
    const job = jobsFor({ files: ['a.yaml'], job: 'our job', stage: 'deploy' })['our job'];
    expect(job?.stage).toBe('deploy');
    const marks = Object.fromEntries(Object.keys(inputs).map((name) => [name, `<${name}>`]));
    const marked = Object.values(jobsFor(marks))[0];
    expect([...(marked?.before_script ?? []), ...(marked?.script ?? [])].join('\n')).not.toMatch(/<[a-z-]+>/);
  });

  it('shows the table of a gap and leaves a JUnit report where the job says', async () => {
    const folder = workspace();
    const { code, stdout } = await run(folder, { files: ['systems/gap.yaml'] });
    expect(code).toBe(1);
    expect(stdout).toContain('Exit code 1 (gap)');
    const { artifacts } = jobsFor({ files: [] }).jurismap ?? {};
    expect(readFileSync(join(folder, artifacts?.reports.junit ?? ''), 'utf8')).toMatch(/<failure/);
    expect(artifacts?.paths.every((path) => existsSync(join(folder, path)))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['jurismap-report', 'systems']);
  });
});

describe('the job', () => {
  it.each([
    { files: ['systems/pass.yaml'], code: 0 },
    { files: ['systems/wrong.yaml'], code: 2 },
    { files: ['systems/undetermined.yaml'], code: 3 },
    { files: ['systems/undetermined.yaml'], 'allow-undetermined': true, code: 0 },
    { files: ['systems/gap.yaml'], 'fail-on': ['none'], code: 0 },
    { files: ['systems/gap.yaml'], 'fail-on': ['nonsense'], code: 2 },
    { files: ['systems/with a space.yaml', 'systems/pass.yaml'], code: 1 },
    { files: ['systems/p*.yaml'], code: 4 },
    { files: ['systems/none-*.yaml'], code: 2 },
    { files: [], code: 2 },
    { files: ['systems/pass.yaml'], api: 'https://127.0.0.1:9', code: 2 },
    { files: ['systems/pass.yaml'], package: 'jurismap@9.9.9', code: 5 },
  ])('ends as it should: %j', async ({ code, ...given }) => {
    expect((await run(workspace(), given)).code).toBe(code);
  });

  it('does the same in bash', async () => {
    const files = ['systems/with a space.yaml', 'systems/pass.yaml'];
    expect((await run(workspace(), { files, 'fail-on': ['severity=low'] }, 'bash')).code).toBe(1);
  });

  it('lets no file beside the profiles change what is installed', async () => {
    const folder = workspace();
    writeFileSync(join(folder, '.npmrc'), 'dry-run=true\n');
    expect((await run(folder, { files: ['systems/pass.yaml'] })).code).toBe(0);
  });

  it.each([
    { files: ['$(touch pwned).yaml', '`touch pwned`', '"; touch pwned; "', "'; touch pwned; '", 'END'] },
    { files: ['--output=pwned', 'systems/pass.yaml'] },
    { files: ['systems/pass.yaml'], packs: '$(touch pwned)"; touch pwned' },
    { files: ['systems/pass.yaml'], package: '--version; touch pwned' },
  ])('runs nothing of %j', async (given) => {
    const folder = workspace();
    expect((await run(folder, given)).code).not.toBe(0);
    expect(readdirSync(folder)).not.toContain('pwned');
  });
});
