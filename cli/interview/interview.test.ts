import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask } from '../../engine/ask.ts';
import { Catalogue } from '../../engine/facts.ts';
import { type Move, ScriptedPerson } from '../../test/fixtures/scripted-prompter.ts';
import { catalogue as unnamed, withRules } from '../../test/fixtures/small-pack.ts';
import type { Statement } from '../import/unread.ts';
import { ProfileFile } from '../profile-text/profile-file.ts';
import { interview } from './interview.ts';

// Each fact is asked by its id, so that a test tells the questions apart.
const catalogue = new Catalogue(unnamed.facts.map((fact) => ({ ...fact, question: `${fact.id}?` })));
const AS_OF = '2026-11-22';

const { pack } = withRules(
  '{ id: ban, kind: prohibition, title: Ban, cite: Art. 2, when: { flag: true, kind: one } }',
  '{ id: large, kind: class, title: Large, cite: Art. 2, when: { flag: false, size: { atLeast: 50 } } }',
  '{ id: new, kind: class, title: New, cite: Art. 2, when: { dates.placed: { onOrAfter: 2026-01-01 } } }',
  '{ id: golden, kind: class, title: Golden, cite: Art. 2, scoped: false, when: { markets: US-CA } }',
);

function fileOf(facts = '{}'): ProfileFile {
  const path = join(mkdtempSync(join(tmpdir(), 'jurismap-')), 'a.yaml');
  return ProfileFile.create(path, `jurismap: 1\nsystem: { id: a, name: A }\nfacts: ${facts}\n`, catalogue);
}

/** Interviews a person who has these moves ready and leaves at any other question. */
async function meet(
  file: ProfileFile,
  moves: Readonly<Record<string, readonly Move[]>>,
  statements: readonly Statement[] = [],
) {
  const person = new ScriptedPerson(moves);
  const end = await interview({ file, packs: [pack], catalogue, asOf: AS_OF, statements }, person.prompter);
  const asked = person.seen.filter((line) => line.startsWith('? ')).map((line) => line.slice(2));
  return { person, end, asked, text: readFileSync(file.path, 'utf8') };
}

describe('an interview', () => {
  it('asks where and as whom first, then what tells most, until nothing is open', async () => {
    const file = fileOf();
    const { end, asked, text } = await meet(file, {
      'markets?': [['EU']],
      'roles?': [['deployer']],
      'use.purposes?': [['hiring', 'chat']],
      'flag?': ['yes'],
      'kind?': ['one'],
      'dates.placed?': ['2026-02-01'],
    });
    expect(asked).toEqual(['markets?', 'roles?', 'use.purposes?', 'flag?', 'kind?', 'dates.placed?']);
    expect(end.questions).toEqual([]);
    expect(file.profile.facts).toEqual({
      markets: ['EU'],
      roles: ['deployer'],
      'use.purposes': ['hiring', 'chat'],
      flag: true,
      'dates.placed': '2026-02-01',
      kind: 'one',
    });
    expect(text).not.toContain('# Still open');
  });

  it('says after each answer what it settles, and what is prohibited, applies or is owed', async () => {
    const { person } = await meet(fileOf('{ flag: true, dates.placed: never }'), {
      'markets?': [['EU']],
      'roles?': [['deployer']],
      'use.purposes?': [['hiring']],
      'kind?': ['one'],
    });
    expect(person.seen).toEqual([
      'Still open: 4 findings under 1 instrument, 4 questions.',
      '? markets?',
      'That settles 1 finding. Still open: 3 findings under 1 instrument, 3 questions.',
      'Reaches the system: Small Act.',
      '? roles?',
      'That settles no finding by itself. Still open: 3 findings under 1 instrument, 2 questions.',
      '? use.purposes?',
      'That settles 2 findings. Still open: 1 finding under 1 instrument, 1 question.',
      'Applies: Risky (Small Act, Art. 2).',
      'Duties: 1 duty today.',
      '? kind?',
      'That settles 1 finding. Nothing is open any more.',
      '! Prohibited: Ban (Small Act, Art. 2).',
    ]);
  });

  it('says when an instrument does not reach the system', async () => {
    const { person } = await meet(fileOf(), { 'markets?': [['KR']] });
    expect(person.seen.slice(-2)).toEqual([
      'That settles 6 findings. Nothing is open any more.',
      'Does not reach it: Small Act.',
    ]);
  });

  it('leaves what a person does not know unknown, and does not ask it again', async () => {
    const file = fileOf('{ markets: [EU], roles: [deployer], use.purposes: [], dates.placed: never }');
    const { asked, end, text } = await meet(file, { 'flag?': ['$unknown'], 'size? (in persons)': [''] });
    expect(asked).toEqual(['flag?', 'size? (in persons)']);
    expect(end.questions.map(({ fact }) => fact)).toEqual(['flag', 'size']);
    expect(file.profile.facts).not.toHaveProperty('flag');
    expect(text).toContain('#   flag: true or false\n');
    expect(text).toContain('#   size: a number, in persons\n');
  });

  it('keeps what was answered when the person leaves, and goes on with what is open', async () => {
    const file = fileOf();
    const first = await meet(file, { 'markets?': [['EU']] });
    expect(first.asked).toEqual(['markets?', 'roles?']);
    expect(first.text).toContain('  markets: [EU]\n\n# Still open');
    const again = await meet(ProfileFile.open(file.path, catalogue), { 'roles?': [['$stop']] });
    expect(again.asked).toEqual(['roles?']);
    expect(again.text).toBe(first.text);
  });

  it('takes "none of these" for an empty list, and no other choice beside it', async () => {
    const file = fileOf('{ markets: [EU] }');
    const { person } = await meet(file, {
      'roles?': [['$none', 'deployer'], ['$unknown', 'deployer'], [], ['$none']],
    });
    expect(person.seen.filter((line) => line.startsWith('!'))).toEqual([
      '! "None of these" goes with no other choice.',
      '! "I do not know" goes with no other choice.',
      '! Choose something; ↑ from the top leads to "None of these".',
    ]);
    expect(file.profile.facts.roles).toEqual([]);
  });

  it('says why it asks, and asks again', async () => {
    const { person, asked } = await meet(fileOf('{ markets: [EU] }'), { 'roles?': [['$why']] });
    expect(asked).toEqual(['roles?', 'roles?']);
    expect(person.seen.slice(2, -1)).toEqual([
      'It bears on 1 open finding under Small Act.',
      'What an answer settles by itself: none of these 1.',
      'In the file it is "roles".',
    ]);
  });

  it('asks again for what does not read', async () => {
    const file = fileOf('{ markets: [EU], roles: [], flag: false, use.purposes: [] }');
    const { person } = await meet(file, {
      'size? (in persons)': ['many', '-1', '1 200'],
      'dates.placed?': ['yesterday', '2026-02-30', '?', 'never'],
    });
    expect(person.seen.filter((line) => line.startsWith('!'))).toHaveLength(4);
    expect(file.profile.facts).toMatchObject({ size: 1200, 'dates.placed': 'never' });
  });

  it('asks more closely where a place is too wide, and offers what was said before', async () => {
    const file = fileOf();
    const { person } = await meet(file, { 'markets?': [['US'], ['US-CO', 'DE']] });
    expect(person.seen).toContain('You said US. Rules of places within that differ: say more closely where.');
    expect(person.choices.get('markets?')?.[0]).toEqual({
      value: 'US',
      label: 'As before: United States (US)',
    });
    expect(file.profile.facts.markets).toEqual(['US-CO', 'DE']);
  });

  it('comes back to a place that is too wide only in its turn', async () => {
    const { asked, end } = await meet(fileOf('{ markets: [EU, US] }'), {});
    expect(asked).toEqual(['roles?']);
    expect(end.questions.map(({ fact }) => fact)).toContain('markets');
  });

  it('does not insist where a person cannot say more closely', async () => {
    const { asked } = await meet(fileOf(), { 'markets?': [['US'], ['US']] });
    expect(asked).toEqual(['markets?', 'markets?']);
  });

  it('shows what a document says where it bears on the question', async () => {
    const statements = [
      { says: 'Users: "HR" (/a).', bears: { on: ['size', 'roles'], because: 'it knows no more' } },
      { says: 'Purpose: "x" (/b).', bears: { on: ['use.purposes'], because: 'it is free text' } },
      { says: 'It lists 2 models.' },
    ];
    const { person } = await meet(fileOf('{ markets: [EU] }'), {}, statements);
    expect(person.seen.slice(1)).toEqual(['Users: "HR" (/a). But it knows no more.', '? roles?']);
  });

  it('chooses beforehand what a document is sure of, until a person has completed the list', async () => {
    const comment =
      '\n  # use.purposes: [chat, gone]  # from /a; complete the list and remove the leading "# "';
    const file = fileOf(`${comment}\n  markets: [EU]\n  roles: [deployer]`);
    const { person, asked, text } = await meet(file, { 'use.purposes?': [['$why'], ['chat', 'hiring']] });
    expect(asked.slice(0, 2)).toEqual(['use.purposes?', 'use.purposes?']);
    expect(person.seen[1]).toBe(
      'The document says for sure (/a): chat; gone. Complete or correct the list: as an answer it counts as complete.',
    );
    expect(person.initial.get('use.purposes?')).toEqual(['chat']);
    expect(file.profile.facts['use.purposes']).toEqual(['chat', 'hiring']);
    expect(text).not.toContain('from /a');
    expect(file.proposals.size).toBe(0);
  });

  it('leaves what a document is sure of where a person does not know the rest', async () => {
    const comment = '\n  # roles: [deployer]  # from /a; complete the list and remove the leading "# "';
    const file = fileOf(`${comment}\n  markets: [EU]`);
    const { text } = await meet(file, { 'roles?': [['$unknown']] });
    expect(file.profile.facts).toEqual({ markets: ['EU'] });
    expect(text).toContain(comment);
    expect(ProfileFile.open(file.path, catalogue).proposals.get('roles')).toEqual({
      options: ['deployer'],
      source: '/a',
    });
  });

  it('knows after each answer exactly what asking afresh would tell', async () => {
    const known: [string, Move][] = [
      ['markets?', ['US']],
      ['markets?', ['US-CA', 'DE']],
      ['roles?', ['deployer']],
      ['use.purposes?', ['chat']],
      ['flag?', 'no'],
      ['size? (in persons)', '60'],
    ];
    for (let count = 1; count <= known.length; count++) {
      const moves = Object.groupBy(known.slice(0, count), ([question]) => question);
      const begun = fileOf();
      const { end } = await meet(
        begun,
        Object.fromEntries(
          Object.entries(moves).map(([question, made = []]) => [question, made.map(([, move]) => move)]),
        ),
      );
      expect(Object.keys(begun.profile.facts).length).toBe(Object.keys(moves).length);
      expect(end.questions).toEqual(ask(begun.profile, [pack], catalogue, AS_OF));
    }
  });
});
