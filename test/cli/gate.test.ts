import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CHECK_FORMATS } from '../../cli/reporters/reporter.ts';
import { BINARY, FIXTURES, inShell, jurismap, readReport, readReports } from './jurismap.ts';

// Each call starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

// One pack, so that what these systems come to does not hang on packs to come.
const AS_OF = ['--as-of', '2026-11-22', '--packs', 'eu-ai-act'];
const NODE = `"${process.execPath}"`;
const JURISMAP = `${NODE} "${BINARY}"`;

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'jurismap-'));
}

function temporary(text: string, name = 'file.yaml'): string {
  const file = join(folder(), name);
  writeFileSync(file, text);
  return file;
}

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

describe.each(CHECK_FORMATS)('the exit code of check --format %s', (format) => {
  it.each([
    { args: ['pass.yaml'], code: 0 },
    { args: ['gap.yaml'], code: 1 },
    { args: ['gap.yaml', '--fail-on', 'none', '--allow-undetermined'], code: 0 },
    { args: ['gap.yaml', 'prohibited.yaml', '--fail-on', 'none'], code: 4 },
    { args: ['pass.yaml', '--require-scope'], code: 1 },
    { args: ['undetermined.yaml'], code: 3 },
    { args: ['undetermined.yaml', '--allow-undetermined'], code: 0 },
    { args: ['pass.yaml', 'wrong.yaml', 'prohibited.yaml'], code: 2 },
  ])('$args: $code, and nothing half written', async ({ args, code }) => {
    const output = join(folder(), 'report');
    const ended = await jurismap('check', ...args, ...AS_OF, '--format', format, '--output', output);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(readdirSync(join(output, '..'))).toEqual(code === 2 ? [] : ['report']);
    if (code !== 2) expect(lastLine(ended.stderr)).toContain(`Exit code ${code} `);
  });
});

describe('check --fail-on', () => {
  it.each([
    { clauses: ['gap'], code: 1 },
    { clauses: ['partial'], code: 3 },
    { clauses: ['severity=critical'], code: 0 },
    { clauses: ['severity=critical', 'jurisdiction=EU|KR'], code: 1 },
    { clauses: ['jurisdiction=KR,force=binding|guidance'], code: 0 },
    { clauses: ['control=ai-literacy'], code: 1 },
    { clauses: ['gap, severity = low'], code: 1 },
    { clauses: ['pack=us-fcra'], code: 0 },
  ])('$clauses: $code', async ({ clauses, code }) => {
    const options = clauses.flatMap((clause) => ['--fail-on', clause]);
    expect((await jurismap('check', 'gap.yaml', ...AS_OF, ...options)).code).toBe(code);
  });

  it('takes a policy kept in a file', async () => {
    const policy = temporary(
      'jurismap-policy: 1\nfailOn: [{ jurisdiction: [KR] }]\nallowUndetermined: true\nrequireScope: true\n',
    );
    const { code, stdout } = await jurismap('check', 'gap.yaml', ...AS_OF, '--fail-on', policy);
    expect(code).toBe(0);
    expect(lastLine(stdout)).toMatch(/nothing that the policy forbids; \d+ short of the law but let pass/);
    expect((await jurismap('check', 'pass.yaml', ...AS_OF, '--fail-on', policy)).code).toBe(1);
  });

  it.each([
    { policy: 'gapp', reason: '"gapp" is no outcome to fail on (did you mean "gap"?)' },
    { policy: 'prohibited', reason: 'a prohibited practice always fails' },
    { policy: 'undetermined', reason: 'fails unless --allow-undetermined' },
    { policy: 'severty=high', reason: 'did you mean "severity"?' },
    { policy: 'severity=hihg', reason: 'did you mean "high"?' },
    { policy: 'severity=high|low', reason: 'one severity is enough' },
    { policy: 'jurisdiction=Europe', reason: 'is neither a place' },
    { policy: 'gap,', reason: '"" is no outcome to fail on' },
    { policy: 'none,gap', reason: '"none" stands alone' },
    { policy: 'policies/main.yaml', reason: 'there is no such policy file' },
    { policy: 'control=human-oversigth', reason: 'no control is called "human-oversigth" (did you mean' },
    { policy: 'pack=us-fcra|eu-ai-atc', reason: 'no pack is called "eu-ai-atc" (did you mean "eu-ai-act"?)' },
    { policy: 'jurisdiction=DE', reason: 'no pack of the law of DE (law of EU is the nearest there is)' },
    { policy: 'jurisdiction=EU|AQ', reason: 'no pack of the law of AQ' },
  ])('refuses $policy', async ({ policy, reason }) => {
    const { code, stdout, stderr } = await jurismap('check', 'gap.yaml', '--fail-on', policy);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it('refuses a policy file with its place', async () => {
    const policy = temporary('jurismap-policy: 1\nfailOn:\n  - { severity: hihg }\n');
    const { code, stderr } = await jurismap('check', 'gap.yaml', '--fail-on', policy);
    expect(code).toBe(2);
    expect(stderr).toContain(`${policy}:3:7 /failOn/0/severity: "hihg" is not one of the possible values`);
  });
});

it('names the place in a policy file of what nothing is called', async () => {
  const policy = temporary('jurismap-policy: 1\nfailOn:\n  - { control: [ai-literacy, ai-literasy] }\n');
  const { code, stderr } = await jurismap('check', 'gap.yaml', '--fail-on', policy);
  expect(code).toBe(2);
  expect(stderr).toContain(
    `${policy}:3:30 /failOn/0/control/1: no control is called "ai-literasy" (did you mean "ai-literacy"?)`,
  );
});

describe('check --baseline', () => {
  it.each(['baseline', 'json'])('fails on what got worse than in a %s file', async (format) => {
    const file = join(folder(), 'before');
    await jurismap('check', 'gap.yaml', ...AS_OF, '--format', format, '--output', file);
    const same = await jurismap('check', 'gap.yaml', ...AS_OF, '--baseline', file);
    expect(same.code).toBe(0);
    expect(lastLine(same.stdout)).toContain('known from the baseline');
    const worse = temporary(
      readFileSync(join(FIXTURES, 'gap.yaml'), 'utf8').replace(/ {2}conduct.influence.*\n/, ''),
    );
    expect((await jurismap('check', worse, ...AS_OF, '--baseline', file)).code).toBe(3);
  });

  it('knows several systems, and lets a new one fail', async () => {
    const file = join(folder(), 'before');
    const args = ['gap.yaml', 'undetermined.yaml', ...AS_OF];
    await jurismap('check', ...args, '--format', 'baseline', '--output', file);
    expect((await jurismap('check', ...args, '--baseline', file)).code).toBe(0);
    await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'baseline', '--output', file);
    expect((await jurismap('check', ...args, '--baseline', file)).code).toBe(3);
  });

  it('lets no copied profile pass for the one it knows', async () => {
    const file = join(folder(), 'before');
    await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'baseline', '--output', file);
    const copy = temporary(readFileSync(join(FIXTURES, 'gap.yaml'), 'utf8'));
    const { code, stdout, stderr } = await jurismap('check', 'gap.yaml', copy, ...AS_OF, '--baseline', file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`both gap.yaml and ${copy} describe it`);
  });

  it('names the digests it was taken with', async () => {
    const { stdout } = await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'baseline');
    const report = readReport((await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'json')).stdout);
    const { packDigest, profileDigest, catalogueDigest } = report.assessments[0] ?? {};
    expect(JSON.parse(stdout)).toMatchObject({
      systems: [{ packs: { 'eu-ai-act': { packDigest, profileDigest, catalogueDigest } } }],
    });
  });

  it.each([
    { what: 'nothing', text: '', reason: 'is no JSON' },
    { what: 'other JSON', text: '{"a":1}', reason: 'is missing' },
    { what: 'a later form', text: '{"jurismap-baseline":2,"systems":[]}', reason: 'write 1' },
  ])('refuses $what', async ({ text, reason }) => {
    const { code, stderr } = await jurismap('check', 'gap.yaml', '--baseline', temporary(text));
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });
});

describe('check --waivers', () => {
  const WAIVER = `
  - rule: eu-ai-act/art-4-1-literacy
    systems: [parking-chatbot]
    reason: training starts in January
    approver: Head of traffic
    expires: 2027-01-31
`;
  const checked = (text: string, ...args: string[]) =>
    jurismap(
      'check',
      'gap.yaml',
      ...AS_OF,
      '--waivers',
      temporary(`jurismap-waivers: 1\nwaivers:${text}`),
      ...args,
    );

  it('accepts the gap of the system it names', async () => {
    const { stdout } = await checked(WAIVER, '--format', 'json');
    const report = readReport(stdout);
    expect(report.waivers).toMatchObject([{ rule: 'eu-ai-act/art-4-1-literacy', state: 'counts' }]);
    expect(report.gate.counts).toMatchObject({ gap: 0, waived: 1 });
  });

  it.each([
    {
      what: 'lapsed',
      text: WAIVER.replace('2027-01-31', '2026-11-21'),
      reason: 'it lapsed after 2026-11-21',
    },
    {
      what: 'for another rule',
      text: WAIVER.replace('literacy', 'litercy'),
      reason: 'has no rule "art-4-1-litercy"',
    },
    {
      what: 'for another content',
      text: `${WAIVER}    ruleDigest: abc\n`,
      reason: 'the content of the rule has changed',
    },
    {
      what: 'without an approver',
      text: WAIVER.replace(/ {4}approver.*\n/, ''),
      reason: '/waivers/0/approver: is missing',
    },
    {
      what: 'without an expiry',
      text: WAIVER.replace(/ {4}expires.*\n/, ''),
      reason: '/waivers/0/expires: is missing',
    },
    {
      what: 'approved by nobody',
      text: WAIVER.replace('Head of traffic', '" "'),
      reason: '/waivers/0/approver: names nobody',
    },
    { what: 'for no system', text: WAIVER.replace('[parking-chatbot]', '[]'), reason: '/waivers/0/systems' },
    {
      what: 'for another system',
      text: WAIVER.replace('parking', 'barking'),
      reason: 'no system checked is called "barking-chatbot"',
    },
  ])('does not count one that is $what, and says so', async ({ text, reason }) => {
    const { code, stdout, stderr } = await checked(text);
    expect(code).toBe(1);
    expect(`${stdout.replaceAll(/\s+/g, ' ')}${stderr}`).toContain(reason);
  });

  it('refuses a file that is something else', async () => {
    const { code, stderr } = await jurismap('check', 'gap.yaml', '--waivers', 'pass.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('pass.yaml:1:1 /jurismap-waivers: is missing');
  });
});

describe('check of many', () => {
  it('takes patterns, each file once, in the order of their names', async () => {
    const where = folder();
    mkdirSync(join(where, 'a', 'b'), { recursive: true });
    for (const name of ['z.yaml', 'a/b/y.yaml', 'a/x.json', 'a/note.txt', '[odd].yaml']) {
      const id = name.replaceAll(/[^a-z]/g, '-').replace(/^-/, '');
      writeFileSync(join(where, name), `{ jurismap: 1, system: { id: ${id}, name: N }, facts: {} }`);
    }
    const call = `cd ${where} && ${JURISMAP} check 'a/**/*.{yaml,json}' z.yaml './*.yaml' '[odd].yaml' ${AS_OF.join(' ')} --format json`;
    const { systems } = readReports((await inShell(call)).stdout);
    expect(systems.map(({ system }) => system.id)).toEqual(['a-b-y-yaml', 'a-x-json', 'z-yaml', 'odd--yaml']);
  });

  it('refuses a pattern that nothing matches', async () => {
    const { code, stderr } = await jurismap('check', 'gap.yaml', 'none/*.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('"none/*.yaml" matches no file');
  });

  it('reads standard input as -', async () => {
    const { stdout } = await inShell(`cat gap.yaml | ${JURISMAP} check - ${AS_OF.join(' ')} --format json`);
    expect(readReport(stdout).system.id).toBe('parking-chatbot');
  });

  it('shows the line of standard input that is wrong', async () => {
    const { stderr } = await inShell(`cat wrong.yaml | ${JURISMAP} check -`);
    expect(stderr).toContain('-:4:3 /facts/use.purpose: no fact is called');
    expect(stderr).toContain('  4 |   use.purpose: [recruitment-screening]\n    |   ^');
  });

  it('waits for a slow pipe', async () => {
    const slow = `(head -c 40 pass.yaml; sleep 1; tail -c +41 pass.yaml)`;
    const { stderr, stdout } = await inShell(`${slow} | ${JURISMAP} check - ${AS_OF.join(' ')}`);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Drone eye/);
  });

  it('writes several formats from one evaluation', async () => {
    const where = folder();
    const reports = ['json', 'baseline'].flatMap((format) => [
      '--report',
      `${format}=${join(where, format)}`,
    ]);
    const { code, stdout } = await jurismap('check', 'gap.yaml', ...AS_OF, ...reports);
    expect(code).toBe(1);
    expect(lastLine(stdout)).toContain('Exit code 1');
    expect(readReport(readFileSync(join(where, 'json'), 'utf8')).gate.result).toBe('gap');
    expect(readFileSync(join(where, 'baseline'), 'utf8')).toContain('"jurismap-baseline": 1');
  });

  it.each([
    { report: 'jsno=x', reason: 'did you mean "json"?' },
    { report: 'json', reason: 'Write it as' },
  ])('refuses --report $report', async ({ report, reason }) => {
    const { code, stderr } = await jurismap('check', 'gap.yaml', '--report', report);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });

  it('says why it ends as it does, where the format does not', async () => {
    const { stderr } = await jurismap('check', 'gap.yaml', ...AS_OF, '--format', 'json', '--explain-exit');
    expect(stderr).toBe('Exit code 1 (gap): 1 duty not shown to be met.\n');
  });

  it('keeps the exit code when its reader leaves', async () => {
    const call = `${JURISMAP} check gap.yaml ${AS_OF.join(' ')} --format json`;
    const { stdout, stderr } = await inShell(`{ ${call}; echo "code $?" >&2; } | head -1`);
    expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: 'code 1\n' });
  });

  it('writes through a device and a link', async () => {
    const target = temporary('');
    const link = join(folder(), 'link');
    await inShell(
      `ln -s ${target} ${link} && ${JURISMAP} check pass.yaml ${AS_OF.join(' ')} --output ${link}`,
    );
    expect(readFileSync(target, 'utf8')).toMatch(/^Drone eye/);
    const { stdout } = await jurismap('check', 'pass.yaml', ...AS_OF, '--output', '/dev/stdout');
    expect(stdout).toMatch(/^Drone eye/);
  });

  it('needs no more memory for a thousand than for few', async () => {
    const where = folder();
    const text = readFileSync(join(FIXTURES, 'gap.yaml'), 'utf8');
    for (let i = 0; i < 1000; i += 1) {
      writeFileSync(join(where, `${i}.yaml`), text.replace('id: parking-chatbot', `id: system-${i}`));
    }
    const reports = CHECK_FORMATS.flatMap((format) => [
      '--report',
      `${format}=${join(where, `all.${format}`)}`,
    ]);
    const packs = '--packs us-sr-26-2 --as-of 2026-11-22';
    const { code, stderr } = await inShell(
      `cd ${where} && ${NODE} --max-old-space-size=100 "${BINARY}" check '*.yaml' ${packs} ${reports.join(' ')} >/dev/null`,
    );
    expect(stderr).toContain('1000 of 1000 systems checked');
    expect(code).toBe(0);
    const { systems } = readReports(readFileSync(join(where, 'all.json'), 'utf8'));
    expect(systems).toHaveLength(1000);
  });
});

describe('an input that is not what it should be', () => {
  it.each([
    {
      what: 'UTF-16',
      bytes: Buffer.from('\ufeffjurismap: 1', 'utf16le'),
      reason: 'is UTF-16 text (save it as UTF-8',
    },
    {
      what: 'a later form',
      bytes: 'jurismap: 2\nnew: {}\n',
      reason: ':1:1 /jurismap: is a profile of form 2',
    },
    { what: 'UTF-8 with a mark', bytes: '\ufeffjurismap: 1\nsystem: 3\n', reason: ':2:1 /system: 3 is not' },
    {
      what: 'Windows lines',
      bytes: 'jurismap: 1\r\nfacts: {}\r\nsystem: 3\r\n',
      reason: ':3:1 /system: 3 is not',
    },
  ])('$what', async ({ bytes, reason }) => {
    const file = join(folder(), 'profile.yaml');
    writeFileSync(file, bytes);
    const { code, stdout, stderr } = await jurismap('check', file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it('a file that may not be read', async () => {
    const file = temporary('jurismap: 1');
    // A user id of nobody's: the tests may run as root, who may read everything.
    const { stdout } = await inShell(
      `chmod 000 ${file}; [ "$(id -u)" = 0 ] && echo root; ${JURISMAP} check ${file} 2>&1 || true`,
    );
    if (stdout.startsWith('root')) expect(stdout).toContain('is missing');
    else expect(stdout).toContain('may not be read (check its permissions)');
  });
});

it.skipIf(process.platform !== 'linux')('ends, and not well, where standard error is full', async () => {
  const call = `timeout 60 ${JURISMAP} check pass.yaml ${AS_OF.join(' ')} --explain-exit`;
  expect((await inShell(`${call} 2>/dev/full`)).code).toBe(5);
  expect((await inShell(`${call} >/dev/full 2>/dev/full`)).code).toBe(5);
});

it('refuses a link that leads nowhere, though a pattern alone names it', async () => {
  const systems = folder();
  writeFileSync(join(systems, 'a.yaml'), readFileSync(join(FIXTURES, 'pass.yaml')));
  symlinkSync(join(systems, 'nowhere'), join(systems, 'b.yaml'));
  const { code, stderr } = await jurismap('check', `${systems}/*.yaml`, ...AS_OF);
  expect(code).toBe(2);
  expect(stderr).toContain('b.yaml: there is no such file');
});

it('looks at the packs of every --packs', async () => {
  expect((await jurismap('check', 'gap.yaml', ...AS_OF, '--packs', 'us-sr-26-2')).code).toBe(1);
});

it('replaces neither a profile nor one result by another', async () => {
  const profile = temporary(readFileSync(join(FIXTURES, 'gap.yaml'), 'utf8'));
  const report = `${profile}.json`;
  for (const options of [
    ['--output', profile],
    ['--report', `json=${profile}`],
    ['--output', report, '--report', `sarif=${report}`],
  ]) {
    const { code, stderr } = await jurismap('check', profile, ...AS_OF, ...options);
    expect(code).toBe(2);
    expect(stderr).toContain('is a profile to check, or named for two results');
  }
  expect(readdirSync(join(profile, '..'))).toEqual(['file.yaml']);
  expect(readFileSync(profile, 'utf8')).toContain('parking-chatbot');
});
