import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { FIXTURES } from '../cli/jurismap.ts';
import { installed } from '../package/installed.ts';
import { FIXED, inPipeline, ROOT, workspace } from './workspace.ts';

const HOOKS = join(ROOT, '.pre-commit-hooks.yaml');
const HookSchema = z.strictObject({
  id: z.literal('jurismap'),
  name: z.string(),
  description: z.string(),
  language: z.literal('system'),
  entry: z.string(),
  files: z.string(),
  require_serial: z.literal(true),
});
const [hook] = z.tuple([HookSchema]).parse(parse(readFileSync(HOOKS, 'utf8')));
const ARGS = Object.entries(FIXED).map(([name, value]) => `--${name}=${value}`);

describe('the hook', () => {
  it('runs the version it belongs to', () => {
    expect(hook.entry).toContain(` jurismap@${manifest.version} `);
  });

  it.each([
    { file: 'jurismap.yaml', isChecked: true },
    { file: 'services/ranker/ai-system.yml', isChecked: true },
    { file: 'systems/ranker.jurismap.json', isChecked: true },
    { file: 'jurismap.yaml.md', isChecked: false },
    { file: 'not-jurismap.yaml', isChecked: false },
    { file: 'docs/jurismap/mkdocs.yaml', isChecked: false },
  ])('looks at $file: $isChecked', ({ file, isChecked }) => {
    expect(new RegExp(hook.files).test(file)).toBe(isChecked);
  });

  it.each([
    { files: ['systems/pass.yaml'], code: 0 },
    { files: ['systems/pass.yaml', 'systems/with a space.yaml'], code: 1 },
    { files: ['systems/wrong.yaml'], code: 2 },
  ])('ends with $code for $files, called as pre-commit calls it', async ({ files, code }) => {
    const [program = '', ...args] = hook.entry.split(' ');
    expect((await inPipeline(workspace(), program, [...args, ...ARGS, ...files], {})).code).toBe(code);
  });
});

const isInstalled = spawnSync('pre-commit', ['--version'], { env: installed.env }).status === 0;

describe.skipIf(!isInstalled)('pre-commit itself', () => {
  it('stops a commit with a gap, and lets one pass without', async () => {
    const hooks = repository('hooks', { '.pre-commit-hooks.yaml': readFileSync(HOOKS, 'utf8') });
    const config = { repos: [{ repo: hooks, rev: 'v1', hooks: [{ id: 'jurismap', args: ARGS }] }] };
    const user = repository('user', { '.pre-commit-config.yaml': JSON.stringify(config) });
    const runHooks = async (profile: string) => {
      cpSync(join(FIXTURES, profile), join(user, 'jurismap.yaml'));
      git(user, 'add', '.');
      return await inPipeline(user, 'pre-commit', ['run'], {
        PRE_COMMIT_HOME: join(user, '..', 'pre-commit'),
      });
    };
    const gap = await runHooks('gap.yaml');
    expect(gap.code).toBe(1);
    expect(gap.stdout).toContain('Exit code 1 (gap)');
    const pass = await runHooks('pass.yaml');
    expect(pass).toMatchObject({ code: 0 });
    expect(pass.stdout).toMatch(/jurismap\.+Passed/);
  });
});

/** A repository of git with some files in one commit, tagged `v1`. */
function repository(name: string, files: Record<string, string>): string {
  const folder = join(mkdtempSync(join(installed.folder, 'pre-commit-')), name);
  mkdirSync(folder);
  git(folder, 'init', '--quiet');
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  git(folder, 'add', '.');
  git(folder, '-c', 'user.name=test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '-m', 'test');
  git(folder, 'tag', 'v1');
  return folder;
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', args, { cwd: folder, env: installed.env, stdio: 'pipe' });
}
