import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { FIXTURES, jurismap, readReport } from './jurismap.ts';
import { hasTerminal, KEYS, Terminal } from './terminal.ts';

vi.setConfig({ testTimeout: 240_000 });

const folder = (): string => mkdtempSync(join(tmpdir(), 'jurismap-'));
const NEW_YORK = ['--packs', 'us-nyc-ll144', '--as-of', '2026-11-22'];
const CARD = join(import.meta.dirname, '..', '..', 'cli', 'import', 'fixtures', 'hub-test-sample_simple.md');

describe.runIf(hasTerminal)('init on a terminal', () => {
  it('asks, stops, goes on and finishes', async () => {
    const here = folder();
    const file = join(here, 'ranker.yaml');
    const first = new Terminal(here, 'init', 'ranker.yaml', ...NEW_YORK);
    await first.sees('What is the system called?');
    first.press('Candidate ranker', KEYS.enter);
    await first.sees('Under which id is it kept?');
    first.press(KEYS.enter);
    await first.sees('Who is accountable for it?');
    first.press('Head of Talent <owner@example.com>', KEYS.enter);
    await first.sees('Still open: 28 findings under 1 instrument, 5 questions.');
    await first.sees('What do you do with the system or model?');
    first.press(KEYS.enter);
    await first.sees('Choose something');
    first.press('under our authority', KEYS.tab);
    await first.sees('Chosen: Use it under our authority');
    first.press(KEYS.enter);
    await first.sees('Still open:');
    await first.sees('What is it meant to be used for?');
    first.press(KEYS.ctrlC);
    await first.sees('1 fact in ranker.yaml.');
    expect(await first.ends()).toBe(0);

    const begun = readFileSync(file, 'utf8');
    expect(begun).toContain(
      'facts:\n  # What do you do with the system or model?\n  # = Use it under our authority\n  roles: [deployer]\n',
    );
    expect(begun).toContain('# Still open, the most telling first:\n#\n#   use.purposes: ');
    writeFileSync(file, begun.replace('roles: [deployer]', 'roles:   [deployer] # since May'));

    const second = new Terminal(here, 'init', 'ranker.yaml', ...NEW_YORK);
    await second.sees('Going on with ranker.yaml, which states 1 fact.');
    await second.sees('What is it meant to be used for?');
    second.press('screening or', KEYS.tab);
    await second.sees('Chosen: Screening or filtering applications');
    second.press(KEYS.enter);
    await second.sees('computed?');
    second.press(KEYS.up, KEYS.tab);
    await second.sees('Chosen: None of these');
    second.press(KEYS.enter);
    await second.sees('That settles 28 findings. Nothing is open any more.');
    await second.sees('Does not reach it: New York City law');
    await second.sees('3 facts in ranker.yaml, and nothing is left to ask.');
    expect(await second.ends()).toBe(0);

    const done = readFileSync(file, 'utf8');
    expect(done).toContain('roles:   [deployer] # since May\n');
    expect(done).not.toContain('Still open');
    expect(parse(done)).toMatchObject({
      system: {
        id: 'candidate-ranker',
        name: 'Candidate ranker',
        owner: { name: 'Head of Talent', email: 'owner@example.com' },
      },
      facts: { roles: ['deployer'], 'use.purposes': ['recruitment-screening'], 'hiring.model-settings': [] },
    });
    const { stdout } = await jurismap('check', file, '--format', 'json', ...NEW_YORK);
    expect(readReport(stdout).gate.counts.undetermined).toBe(0);
  });

  it('loses no answer when the terminal dies', async () => {
    const here = folder();
    await jurismap('init', join(here, 'a.yaml'), ...NEW_YORK);
    const dying = new Terminal(here, 'init', 'a.yaml', ...NEW_YORK);
    // Nobody had said which system it is.
    await dying.sees('What is the system called?');
    dying.press('Ranker', KEYS.enter);
    await dying.sees('Under which id is it kept?');
    dying.press(KEYS.enter);
    await dying.sees('Who is accountable for it?');
    dying.press(KEYS.enter);
    await dying.sees('What do you do with the system or model?');
    dying.press('under our authority', KEYS.tab);
    await dying.sees('Chosen:');
    dying.press(KEYS.enter);
    await dying.sees('Still open:');
    dying.kill();
    await dying.ends();
    expect(readdirSync(here)).toEqual(['a.yaml']);
    const kept = readFileSync(join(here, 'a.yaml'), 'utf8');
    // The list of open questions would be out of date.
    expect(kept).not.toContain('Still open');
    expect(parse(kept)).toEqual({
      jurismap: 1,
      system: { id: 'ranker', name: 'Ranker' },
      facts: { roles: ['deployer'] },
    });
  });
});

describe('init elsewhere', () => {
  it('writes a commented profile that answers nothing, and says what to do next', async () => {
    const file = join(folder(), 'new.yaml');
    const { code, stdout, stderr } = await jurismap('init', file, ...NEW_YORK);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('the most telling of 5 open questions as comments.');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      `"jurismap init ${file}" on a terminal asks the questions one by one`,
    );
    const text = readFileSync(file, 'utf8');
    expect(parse(text)).toEqual({
      jurismap: 1,
      system: { id: 'unnamed-system', name: 'Unnamed system' },
      facts: {},
    });
    expect(text).toContain('#   use.purposes: [] or a list of remote-biometric-identification,\n');
    const { code: checked, stdout: report } = await jurismap('check', file, '--format', 'json', ...NEW_YORK);
    expect(checked).toBe(3);
    expect(readReport(report).gate.counts.undetermined).toBe(22);
  });

  it.each([
    { name: 'a file that is there', args: ['gap.yaml'], says: 'gap.yaml is there already' },
    {
      name: 'a new start over a file',
      args: ['gap.yaml', '--from', CARD],
      says: '--from starts a new profile',
    },
    { name: 'JSON', args: ['new.json'], says: 'a JSON file cannot hold comments' },
    { name: 'standard output', args: ['-'], says: 'init writes a file' },
    {
      name: 'a folder that is not there',
      args: ['nowhere/new.yaml'],
      says: 'nowhere/new.yaml cannot be written',
    },
    {
      name: 'a document of no known kind',
      args: ['new.yaml', '--from', 'gap.yaml'],
      says: 'is a profile already',
    },
  ])('refuses $name', async ({ args, says }) => {
    const before = readFileSync(join(FIXTURES, 'gap.yaml'), 'utf8');
    const { code, stdout, stderr } = await jurismap('init', ...args, ...NEW_YORK);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(readFileSync(join(FIXTURES, 'gap.yaml'), 'utf8')).toBe(before);
    expect(existsSync(join(FIXTURES, 'new.yaml'))).toBe(false);
  });
});
