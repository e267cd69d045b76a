import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FactValue } from '../../engine/facts.ts';
import { catalogue } from '../../test/fixtures/small-pack.ts';
import { ProfileFile, type Stated } from './profile-file.ts';

const pathOf = (name: string): string => join(mkdtempSync(join(tmpdir(), 'jurismap-')), name);
const START = 'jurismap: 1\nsystem: { id: a, name: A }\nfacts: {}\n';

function stated(id: string, value: FactValue, source?: string): Stated {
  const fact = catalogue.get(id);
  if (!fact) throw new Error(id);
  return { fact, value, ...(source !== undefined && { source }) };
}

it('states facts with their question, what is meant and where it was taken from', () => {
  const file = ProfileFile.create(pathOf('a.yaml'), START, catalogue);
  file.state([stated('markets', ['EU', 'US-NY-NYC']), stated('roles', [])]);
  file.state([
    stated('size', 12, 'model.json, /a/b'),
    stated('flag', true),
    stated('dates.placed', '2026-01-01'),
  ]);
  expect(readFileSync(file.path, 'utf8')).toBe(`jurismap: 1
system: { id: a, name: A }
facts:
  # Is it?
  # = European Union; New York City, United States
  markets: [EU, US-NY-NYC]

  # Is it?
  # = none of these
  roles: []

  # Is it? (in persons)
  # From model.json, /a/b
  size: 12

  # Is it?
  flag: true

  # Is it?
  dates.placed: "2026-01-01"
`);
  expect(file.profile.facts).toEqual({
    markets: ['EU', 'US-NY-NYC'],
    roles: [],
    size: 12,
    flag: true,
    'dates.placed': '2026-01-01',
  });
});

it('changes an answer and what is said of it', () => {
  const file = ProfileFile.create(pathOf('a.yaml'), START, catalogue);
  file.state([stated('markets', ['US'])]);
  file.state([stated('markets', ['US-CO'])]);
  expect(readFileSync(file.path, 'utf8')).toBe(
    `${START.replace('{}\n', '\n').replace(' \n', '\n')}  # Is it?\n  # = Colorado, United States\n  markets: [US-CO]\n`,
  );
});

it('builds on what somebody else wrote meanwhile', () => {
  const file = ProfileFile.create(pathOf('a.yaml'), START, catalogue);
  writeFileSync(file.path, '# mine\njurismap: 1\nsystem: { id: a, name: A }\nfacts:\n  flag: true\n');
  file.state([stated('roles', ['deployer'])]);
  expect(file.profile.facts).toEqual({ flag: true, roles: ['deployer'] });
  expect(readFileSync(file.path, 'utf8')).toMatch(/^# mine\n/);
});

it('names a system and no longer asks which it is', () => {
  const text =
    'jurismap: 1\n# Which system is it? Give it an id and a name, and say who is accountable.\nsystem:\n  id: unnamed-system\n  name: Unnamed system\nfacts: {}\n';
  const file = ProfileFile.create(pathOf('a.yaml'), text, catalogue);
  file.identify({ id: 'b', name: 'B: one', owner: { name: 'C', email: 'c@example.com' } });
  expect(readFileSync(file.path, 'utf8')).toBe(
    'jurismap: 1\nsystem:\n  id: b\n  name: "B: one"\n  owner: {name: C, email: c@example.com}\nfacts: {}\n',
  );
});

it('refuses a file that is no profile, and a folder that is not there', () => {
  const path = pathOf('a.yaml');
  writeFileSync(path, 'jurismap: 1\n');
  expect(() => ProfileFile.open(path, catalogue)).toThrow('/system');
  expect(() => ProfileFile.create(join(path, 'none', 'a.yaml'), START, catalogue)).toThrow(
    'cannot be written',
  );
});
