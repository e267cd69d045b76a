import { expect, it } from 'vitest';
import { ScriptedPerson } from '../../test/fixtures/scripted-prompter.ts';
import { UNNAMED } from '../profile-text/new-profile.ts';
import { askIdentity, idFrom } from './identity.ts';

const NAME = 'What is the system called?';
const ID = 'Under which id is it kept?';
const OWNER = 'Who is accountable for it?';

it('makes an id from the name, and takes an owner with an address', async () => {
  const { prompter } = new ScriptedPerson({
    [NAME]: [' Tri des dossiers (Évaluation) '],
    [ID]: [''],
    [OWNER]: ['Head of Talent <owner@example.com>'],
  });
  expect(await askIdentity(prompter, UNNAMED)).toEqual({
    id: 'tri-des-dossiers-evaluation',
    name: 'Tri des dossiers (Évaluation)',
    owner: { name: 'Head of Talent', email: 'owner@example.com' },
  });
});

it('says what is wrong, and leaves out an owner nobody names', async () => {
  const person = new ScriptedPerson({
    [NAME]: ['  ', 'Ranker'],
    [ID]: ['My Ranker', 'ranker'],
    [OWNER]: ['Talent <owner@example', '<owner@example.com>', ''],
  });
  expect(await askIdentity(person.prompter, UNNAMED)).toEqual({ id: 'ranker', name: 'Ranker' });
  expect(person.seen.filter((line) => line.startsWith('!'))).toEqual([
    '! Give it a name.',
    '! write the id in small letters, digits and hyphens, at most 64',
    '! The address in <…>: Invalid email address',
    '! Give a name before the address.',
  ]);
});

it('starts from what a document says, and keeps what it does not ask about', async () => {
  const { prompter } = new ScriptedPerson({ [NAME]: [''], [ID]: [''], [OWNER]: [''] });
  const known = { id: 'a', name: 'A', version: '1', owner: { name: 'B', email: 'b@example.com' } };
  expect(await askIdentity(prompter, known)).toEqual(known);
});

it.each([
  ['Größe — 2', 'gro-e-2'],
  ['***', 'unnamed-system'],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
])('calls "%s" %s', (name, id) => {
  expect(idFrom(name)).toBe(id);
});
