import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHECK_FORMATS } from '../../cli/reporters/reporter.ts';
import manifest from '../../package.json' with { type: 'json' };
import { FIXTURES, jurismap } from '../cli/jurismap.ts';
import { asStranger, installed } from './installed.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const AS_OF = ['--as-of', '2026-11-22', '--packs', 'eu-ai-act'];
/** A pack as an author has it; the package brings the catalogues it refers to. */
const PACK = join(ROOT, 'rules', 'uk', 'atrs');

/** A stranger's folder with nothing in it but a profile. */
const folder = mkdtempSync(join(installed.folder, 'stranger-'));

beforeAll(() => cpSync(join(FIXTURES, 'gap.yaml'), join(folder, 'ai-system.yaml')));

describe('the package', () => {
  const root = join(installed.folder, 'node_modules', 'jurismap');

  it('publishes few files: the command, the built rules, and what a reader needs', () => {
    const files = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath.slice(root.length + 1), entry.name))
      // A part of the command is named after what it does and holds.
      .map((file) => file.replace(/^dist\/[a-z0-9-]+-[A-Z0-9]{8}\.js$/, 'dist/PART.js'))
      .map((file) => file.replace(/^build\/rules\/[a-z0-9-]+\.[0-9a-f]{16}\.json$/, 'build/rules/PACK.json'));
    expect([...new Set(files)].sort()).toEqual([
      'LICENSE',
      'README.md',
      'build/policy.schema.json',
      'build/profile.schema.json',
      'build/rules/PACK.json',
      'build/rules/index.json',
      'build/waivers.schema.json',
      'dist/PART.js',
      'dist/jurismap.js',
      'dist/licences.txt',
      'package.json',
    ]);
    expect(statSync(installed.tarball).size).toBeLessThan(1024 * 1024);
  });

  it('brings no other package', () => {
    const all = readdirSync(join(installed.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(all).toEqual(['jurismap']);
  });

  it('hands on the licences of the packages in the command', () => {
    const licences = readFileSync(join(root, 'dist', 'licences.txt'), 'utf8');
    for (const name of ['commander', 'yaml', 'zod'])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

/** Calls the installed command under some Node, in the stranger's folder. */
const callUnder = (node: string, args: readonly string[]) =>
  asStranger(node, [installed.command, ...args], { cwd: folder });

describe.each([
  { whose: "this machine's own Node", node: 'node' },
  { whose: "the project's Node", node: process.execPath },
])('under $whose', ({ node }) => {
  it('tells its version', async () => {
    const ended = await callUnder(node, ['--version']);
    expect(ended).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each([
    { file: 'pass.yaml', code: 0 },
    { file: 'gap.yaml', code: 1 },
    { file: 'broken.yaml', code: 2 },
    { file: 'undetermined.yaml', code: 3 },
    { file: 'prohibited.yaml', code: 4 },
  ])('checks $file to exit code $code, to the byte as in the repository', async ({ file, code }) => {
    const args = ['check', join(FIXTURES, file), ...AS_OF, '--format', 'json'];
    const ended = await callUnder(node, args);
    expect(ended.code).toBe(code);
    expect(ended).toEqual(await jurismap(...args));
  });
});

describe("all of it under this machine's own Node, which is mostly the older one", () => {
  const call = (...args: string[]) => callUnder('node', args);

  it.each(CHECK_FORMATS)('checks in the format %s', async (format) => {
    const { code, stdout } = await call('check', 'ai-system.yaml', ...AS_OF, '--format', format);
    expect(code).toBe(1);
    expect(stdout).not.toBe('');
  });

  it('writes a profile to start from', async () => {
    const file = join(mkdtempSync(join(folder, 'init-')), 'jurismap.yaml');
    expect(await call('init', file)).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain('jurismap: 1');
  });

  it.each([
    { args: ['explain', 'ai-system.yaml', 'eu-ai-act/art-4-1-literacy'] },
    { args: ['ask', 'ai-system.yaml', '--packs', 'eu-ai-act'] },
    { args: ['export', 'ai-system.yaml', '--packs', 'eu-ai-act'] },
    { args: ['patchwork', 'ai-system.yaml', '--packs', 'eu-ai-act'] },
    { args: ['timeline', 'ai-system.yaml', '--packs', 'eu-ai-act', '--format', 'ics'] },
    { args: ['diff', 'ai-system.yaml', '--set', 'markets+=KR', '--packs', 'eu-ai-act'] },
    { args: ['facts'] },
    { args: ['packs', 'list'] },
    { args: ['packs', 'show', 'eu-ai-act'] },
    { args: ['packs', 'lint', PACK] },
    { args: ['packs', 'test', PACK] },
    { args: ['packs', 'coverage', PACK] },
    { args: ['packs', 'diff', PACK, PACK] },
  ])('$args works', async ({ args }) => {
    const { code, stdout, stderr } = await call(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  it.each([
    { args: ['check', 'ai-system.yaml', '--as-off', '2026-11-22'], says: "unknown option '--as-off'" },
    { args: ['check', 'nothing.yaml'], says: 'nothing.yaml: there is no such file' },
    { args: ['serve'], says: 'run it in a clone of the repository' },
    { args: ['packs', 'lint'], says: 'name a folder with a pack.yaml' },
    { args: ['packs', 'test', 'eu-ai-act'], says: 'name a folder with a pack.yaml' },
  ])('$args ends with 2 and says why, without a stack trace', async ({ args, says }) => {
    const { code, stdout, stderr } = await call(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('npx', () => {
  it('runs the packed command in an empty folder', async () => {
    const empty = mkdtempSync(join(installed.folder, 'empty-'));
    const args = [
      '--yes',
      '--package',
      installed.tarball,
      'jurismap',
      'check',
      join(folder, 'ai-system.yaml'),
    ];
    const { code, stdout } = await asStranger('npx', [...args, ...AS_OF], { cwd: empty });
    expect(code).toBe(1);
    expect(stdout).toContain('Exit code 1 (gap)');
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe('Node', () => {
  it('is said to be too old, in a line', async () => {
    const older =
      "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.12.2'}})";
    expect(await asStranger(process.execPath, ['--import', older, installed.command, '--version'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: jurismap needs Node 20.13 or newer, and this is 20.12.2\n',
    });
  });

  it('keeps the compiled code of the installed command', async () => {
    const TMPDIR = mkdtempSync(join(installed.folder, 'cache-'));
    await asStranger(process.execPath, [installed.command, '--version'], { env: { TMPDIR } });
    expect(readdirSync(join(TMPDIR, 'node-compile-cache'), { recursive: true }).length).toBeGreaterThan(2);
  });
});
