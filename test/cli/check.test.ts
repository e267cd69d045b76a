import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { BINARY, FIXTURES, inShell, jurismap, readReport, readReports } from './jurismap.ts';

// Each call starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

// One pack, so that what these systems come to does not hang on packs to come.
const AS_OF = ['--as-of', '2026-11-22', '--packs', 'eu-ai-act'];
const CHECKS = [
  { args: ['pass.yaml'], code: 0, result: 'pass' },
  { args: ['gap.yaml'], code: 1, result: 'gap' },
  { args: ['undetermined.yaml'], code: 3, result: 'undetermined' },
  { args: ['undetermined.yaml', '--allow-undetermined'], code: 0, result: 'undetermined' },
  { args: ['gap.yaml', '--allow-undetermined'], code: 1, result: 'gap' },
  { args: ['prohibited.yaml'], code: 4, result: 'prohibited' },
];

describe.each(['table', 'json', 'markdown'])('check --format %s', (format) => {
  it.each(CHECKS)('$args ends with $code', async ({ args, code, result }) => {
    const ended = await jurismap('check', ...args, ...AS_OF, '--format', format);
    expect(ended).toMatchObject({ code, stderr: '' });
    if (format === 'json') expect(readReport(ended.stdout).gate.result).toBe(result);
    else expect(ended.stdout.trimEnd().split('\n').at(-1)).toContain(`Exit code ${code} (${result})`);
  });

  it.each([
    { files: ['gap.yaml', 'pass.yaml'], code: 1 },
    { files: ['undetermined.yaml', 'gap.yaml'], code: 1 },
    { files: ['gap.yaml', 'prohibited.yaml', 'undetermined.yaml'], code: 4 },
    { files: ['prohibited.yaml', 'wrong.yaml'], code: 2 },
    { files: ['missing.yaml', 'prohibited.yaml'], code: 2 },
  ])('$files end with $code, the worst of them', async ({ files, code }) => {
    const ended = await jurismap('check', ...files, ...AS_OF, '--format', format);
    expect(ended.code).toBe(code);
    if (code === 2) expect(ended.stdout).toBe('');
    else if (format === 'json') expect(readReports(ended.stdout).systems).toHaveLength(files.length);
  });
});

describe('check for people', () => {
  it('says that nothing is in scope, and names the place without a pack', async () => {
    const { stdout } = await jurismap('check', 'pass.yaml', ...AS_OF);
    expect(stdout).toContain('Nothing in scope');
    expect(stdout).toContain('No pack for GB');
  });

  it('shows the prohibited practice with its pinpoint', async () => {
    const { stdout } = await jurismap('check', 'prohibited.yaml', ...AS_OF);
    expect(stdout).toContain('Prohibited practices (1)');
    expect(stdout).toContain('Art. 5(1)(f)');
  });

  it('shows gaps with role, start and control', async () => {
    const { stdout } = await jurismap('check', 'gap.yaml', ...AS_OF);
    expect(stdout).toContain('Duties with a gap');
    expect(stdout).toMatch(/deployer · since 2025-02-02 · control ai-literacy · none declared/);
  });

  it('shows what is missing and what to ask next', async () => {
    const { stdout } = await jurismap('check', 'undetermined.yaml', ...AS_OF);
    expect(stdout).toContain('Best asked next');
    expect(stdout).toContain('depends on');
  });

  it('lets no text of a profile steer the terminal', async () => {
    const text = readFileSync(join(FIXTURES, 'pass.yaml'), 'utf8');
    const file = temporary(text.replace('name: Drone eye', 'name: "\\e[2Jall clear\\u202e"'));
    const { stdout } = await jurismap('check', file, ...AS_OF);
    expect(stdout).toContain('[2Jall clear');
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});

describe('check --format json', () => {
  it('has what others build on', async () => {
    const report = readReport((await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'json')).stdout);
    expect(report).toMatchObject({
      asOf: '2026-11-22',
      system: { id: 'parking-chatbot' },
      uncovered: ['FI'],
    });
    expect(report.assessments[0]).toMatchObject({ pack: 'eu-ai-act', applicability: 'in-scope' });
    const literacy = report.assessments[0]?.findings.find(
      ({ rule, role }) => rule === 'art-4-1-literacy' && role === 'deployer',
    );
    expect(literacy).toMatchObject({
      kind: 'duty',
      outcome: 'gap',
      cite: 'Art. 4(1)',
      control: 'ai-literacy',
    });
  });

  it('gives the same bytes twice', async () => {
    const [one, another] = await Promise.all(
      [1, 2].map(() => jurismap('check', 'gap.yaml', '--format', 'json')),
    );
    expect(one?.stdout).toBe(another?.stdout);
  });
});

describe('check --output', () => {
  it('writes the result there and keeps the exit code', async () => {
    const output = join(mkdtempSync(join(tmpdir(), 'jurismap-')), 'report.json');
    const ended = await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'json', '--output', output);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('Exit code 1 (gap)');
    expect(readReport(readFileSync(output, 'utf8')).gate.result).toBe('gap');
  });

  it('gives the result on standard output when the file cannot be written', async () => {
    const output = join(tmpdir(), 'no', 'such', 'folder', 'report.json');
    const ended = await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'json', '--output', output);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('cannot be written');
    expect(readReport(ended.stdout).gate.result).toBe('gap');
  });
});

describe('bad input', () => {
  it('is told with its place, every bad field, and the line it stands on', async () => {
    const { code, stderr } = await jurismap('check', 'wrong.yaml');
    expect(code).toBe(2);
    expect(stderr).toBe(
      [
        'wrong.yaml:4:3 /facts/use.purpose: no fact is called "use.purpose" (did you mean "use.purposes"?)',
        '  4 |   use.purpose: [recruitment-screening]',
        '    |   ^',
        'wrong.yaml:5:11 /facts/roles/0: "deploier" is not one of the possible values (did you mean "deployer"?)',
        '  5 |   roles: [deploier]',
        '    |           ^',
        '',
      ].join('\n'),
    );
  });

  it.each([
    { what: 'broken YAML', text: 'jurismap: 1\nsystem: [\n', reason: /:3:1: .*\n {2}3 \| \n {4}\| \^/ },
    { what: 'nothing', text: '', reason: /is empty/ },
    { what: 'a duplicate key', text: 'jurismap: 1\njurismap: 1\n', reason: /:2:1.*unique.*keep one/ },
    { what: 'an alias', text: 'jurismap: &a 1\nsystem: *a\n', reason: /anchor or alias/ },
    { what: 'a NUL byte', text: 'jurismap: 1\0', reason: /NUL byte/ },
    { what: 'Latin-1', text: Buffer.from('name: caf\xe9', 'latin1'), reason: /not valid UTF-8/ },
    { what: 'five megabytes', text: 'x'.repeat(5_000_000), reason: /at most/ },
    { what: 'deep nesting', text: '['.repeat(10_000), reason: /nested/ },
    { what: 'a prototype key', text: 'jurismap: 1\n__proto__: { facts: {} }\n', reason: /__proto__/ },
  ])('$what ends with 2 and a reason', async ({ text, reason }) => {
    const { code, stdout, stderr } = await jurismap('check', temporary(text));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it.each([
    { args: ['check', 'missing.yaml'], reason: 'missing.yaml: there is no such file' },
    { args: ['check', '.'], reason: '.: is a directory' },
    { args: ['check'], reason: "missing required argument 'file'" },
    { args: ['check', 'gap.yaml', '--as-of', '1900-01-01'], reason: 'outside the days' },
    { args: ['check', 'gap.yaml', '--as-of', '9999-01-01'], reason: 'outside the days' },
    { args: ['check', 'gap.yaml', '--as-of', '2026-02-30'], reason: 'not a day of the calendar' },
    { args: ['check', 'gap.yaml', '--format', 'jsno'], reason: 'did you mean "json"?' },
    { args: ['check', 'gap.yaml', '--fromat', 'json'], reason: 'Did you mean --format?' },
    { args: ['check', 'gap.yaml', '--packs', 'eu-ai-akt'], reason: 'did you mean "eu-ai-act"?' },
    { args: ['chekc', 'gap.yaml'], reason: 'Did you mean check?' },
  ])('$args ends with 2 and says why', async ({ args, reason }) => {
    const { code, stdout, stderr } = await jurismap(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });
});

describe('where it runs', () => {
  it.each([
    { what: 'keeps quiet when its reader leaves', command: 'jurismap facts | head -1', starts: '[a-z]+\n' },
    { what: 'reads a pipe', command: 'cat pass.yaml | jurismap check /dev/stdin', starts: 'Drone eye' },
  ])('$what', async ({ command, starts }) => {
    const { stdout, stderr } = await inShell(
      command.replace('jurismap', `"${process.execPath}" "${BINARY}"`),
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(new RegExp(`^${starts}`));
  });
});

function temporary(text: string | Buffer): string {
  const file = join(mkdtempSync(join(tmpdir(), 'jurismap-')), 'profile.yaml');
  writeFileSync(file, text);
  return file;
}
