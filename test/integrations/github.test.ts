import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { FIXED, inPipeline, ROOT, workspace } from './workspace.ts';

const ActionSchema = z.looseObject({
  inputs: z.record(
    z.string(),
    z.strictObject({
      description: z.string(),
      required: z.literal(true).optional(),
      default: z.string().optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.tuple([
      z.strictObject({
        id: z.string(),
        shell: z.literal('bash'),
        env: z.record(z.string(), z.string()),
        run: z.string(),
      }),
    ]),
  }),
});
const action = ActionSchema.parse(parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')));
const [step] = action.runs.steps;

/** What a step left behind. */
interface Run {
  code: number;
  /** Both streams: the log of the step. */
  log: string;
  outputs: Record<string, string>;
  summary: string;
}

/** Runs the step of the action as a runner does: inputs into its environment, its script in the runner's bash. */
async function run(folder: string, given: Record<string, string>): Promise<Run> {
  const temp = join(folder, 'temp');
  mkdirSync(temp, { recursive: true });
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  const { code, stdout, stderr } = await inPipeline(
    folder,
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run],
    {
      ...Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, expanded(text, given)])),
      CI: 'true',
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_WORKSPACE: folder,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
    },
  );
  return { code, log: `${stdout}${stderr}`, outputs: outputsIn(read(output)), summary: read(summary) };
}

function expanded(text: string, given: Record<string, string>): string {
  return text.replace(
    /\$\{\{ inputs\.([\w-]+) \}\}/g,
    (_, name: string) => given[name] ?? action.inputs[name]?.default ?? '',
  );
}

function outputsIn(text: string): Record<string, string> {
  const lines = text.split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

describe('the action', () => {
  it('runs the version it belongs to', () => {
    expect(action.inputs.package?.default).toBe(`jurismap@${manifest.version}`);
  });

  it('gives every input to its script, and text of nobody to a shell', () => {
    const script = readFileSync(join(ROOT, 'integrations', 'github', 'check.sh'), 'utf8');
    expect(Object.values(step.env)).toEqual(
      Object.keys(action.inputs).map((name) => `\${{ inputs.${name} }}`),
    );
    for (const name of Object.keys(step.env))
      expect(script).toContain(`$${name}`.replace('$JURISMAP_SARIF_FILE', '${JURISMAP_SARIF_FILE'));
    expect(step.run).not.toContain('${{');
  });

  it('annotates the lines of a gap, sums it up, and leaves SARIF and JSON', async () => {
    const folder = workspace();
    const { code, log, outputs, summary } = await run(folder, { ...FIXED, files: 'systems/gap.yaml' });
    expect({ code, ...outputs }).toMatchObject({ code: 1, 'exit-code': '1', result: 'gap' });
    expect(log).toMatch(/^::error file=systems\/gap\.yaml,line=\d+,col=\d+,title=/m);
    expect(log).toContain('Exit code 1 (gap)');
    expect(summary).toContain('Parking chatbot');
    expect(JSON.parse(read(outputs['sarif-file'] ?? ''))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(read(outputs['json-file'] ?? ''))).toMatchObject({ gate: { result: 'gap' } });
    // Every output that the action names is set.
    expect(Object.keys(action.outputs).sort()).toEqual(Object.keys(outputs).sort());
    expect(readdirSync(folder).sort()).toEqual(['systems', 'temp']);
  });

  it.each([
    { files: 'systems/pass.yaml', code: 0, result: 'pass' },
    { files: 'systems/undetermined.yaml', code: 3, result: 'undetermined' },
    { files: 'systems/undetermined.yaml', 'allow-undetermined': 'true', code: 0, result: 'undetermined' },
    { files: 'systems/prohibited.yaml', code: 4, result: 'prohibited' },
    { files: 'systems/gap.yaml', 'fail-on': 'none', code: 0, result: 'pass' },
    { files: 'systems/pass.yaml\r\n\r\nsystems/g*.yaml\r\n', code: 1, result: 'gap' },
    { files: 'systems/with a space.yaml', code: 1, result: 'gap' },
    { files: 'systems/with*.yaml\nsystems/prohibited.yaml', code: 4, result: 'prohibited' },
  ])('ends as it should: %j', async ({ code, result, ...given }) => {
    const ended = await run(workspace(), { ...FIXED, ...given });
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({ code, 'exit-code': String(code), result });
  });

  it('lets no file beside the profiles change what is installed', async () => {
    const folder = workspace();
    writeFileSync(join(folder, '.npmrc'), 'dry-run=true\n');
    expect((await run(folder, { ...FIXED, files: 'systems/pass.yaml' })).code).toBe(0);
  });

  it('writes SARIF where it is wanted', async () => {
    const folder = workspace();
    const { outputs } = await run(folder, {
      ...FIXED,
      files: 'systems/gap.yaml',
      'sarif-file': 'to upload.sarif',
    });
    expect(outputs['sarif-file']).toBe('to upload.sarif');
    expect(existsSync(join(folder, 'to upload.sarif'))).toBe(true);
  });
});

describe('where nothing is checked, the action', () => {
  it('shows what is wrong with a profile on its lines', async () => {
    const { code, log, outputs, summary } = await run(workspace(), {
      ...FIXED,
      files: 'systems/wrong.yaml\nsystems/pass.yaml',
    });
    expect(code).toBe(2);
    expect(outputs).toEqual({ 'exit-code': '2', result: 'wrong-input' });
    expect(summary).toContain('Jurismap has checked nothing');
    const { problemMatcher } = JSON.parse(
      readFileSync(join(ROOT, 'integrations/github/problems.json'), 'utf8'),
    );
    const [{ regexp }] = problemMatcher[0].pattern;
    const shown = log
      .split('\n')
      .flatMap((line) => new RegExp(regexp).exec(line)?.slice(1, 6).join(' | ') ?? []);
    expect(shown).toEqual([
      'systems/wrong.yaml | 4 | 3 | /facts/use.purpose | no fact is called "use.purpose" (did you mean "use.purposes"?)',
      'systems/wrong.yaml | 5 | 11 | /facts/roles/0 | "deploier" is not one of the possible values (did you mean "deployer"?)',
    ]);
    expect(log).toContain(`::add-matcher::${ROOT}/integrations/github/problems.json\n`);
  });

  it.each([
    { given: { files: '' }, code: 2, says: 'names no profile' },
    { given: { files: 'systems/none-*.yaml' }, code: 2, says: 'matches no file' },
    { given: { files: 'systems/pass.yaml', 'allow-undetermined': 'yes' }, code: 2, says: 'is true or false' },
    { given: { files: 'systems/pass.yaml', packs: 'eu-ai-atc' }, code: 2, says: 'did you mean "eu-ai-act"?' },
    { given: { files: 'systems/pass.yaml', 'sarif-file': 'a\nresult=pass' }, code: 2, says: 'is one path' },
    { given: { files: 'systems/pass.yaml', api: 'https://127.0.0.1:9' }, code: 2, says: 'there is no token' },
    {
      given: { files: 'systems/pass.yaml', package: 'jurismap@9.9.9' },
      code: 5,
      says: 'could not be installed',
    },
  ])('refuses %j', async ({ given, code, says }) => {
    const ended = await run(workspace(), { ...FIXED, ...given });
    expect({ code: ended.code, ...ended.outputs }).toEqual({
      code,
      'exit-code': String(code),
      result: code === 5 ? 'error' : 'wrong-input',
    });
    expect(ended.log).toContain(says);
    expect(ended.summary).toContain('Jurismap has checked nothing');
  });

  it.each([
    { files: '$(touch pwned).yaml' },
    { files: '`touch pwned`' },
    { files: '"; touch pwned; "' },
    { files: '--output=pwned\nsystems/pass.yaml' },
    { files: 'systems/pass.yaml', 'as-of': '2026-11-22" --output="pwned' },
    { files: 'systems/pass.yaml', packs: '$(touch pwned)' },
    { files: 'systems/pass.yaml', package: '--version; touch pwned' },
  ])('runs nothing of %j', async (given) => {
    const folder = workspace();
    expect((await run(folder, { ...FIXED, ...given })).code).toBeGreaterThan(1);
    expect(readdirSync(folder).sort()).toEqual(['systems', 'temp']);
  });
});
