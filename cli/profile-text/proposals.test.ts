import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Catalogue, type Fact } from '../../engine/facts.ts';
import { catalogue as plain } from '../../test/fixtures/small-pack.ts';
import { ProfileFile } from './profile-file.ts';
import { type Proposed, proposalComments, proposalsIn, withoutProposal } from './proposals.ts';

const LONG = 'Which of these, in the plain words that a person who has never seen the law would use';
const catalogue = new Catalogue(
  plain.facts.map((fact) => ({ ...fact, question: `${LONG}, is ${fact.id}?` })),
);

function list(id: string): Fact & { type: 'set' } {
  const fact = catalogue.get(id);
  if (fact?.type !== 'set') throw new Error(id);
  return fact;
}

const PROPOSED: Proposed[] = [
  {
    fact: list('roles'),
    grounds: [
      { options: ['provider'], source: '/a/b', because: `the format says so, and ${LONG.toLowerCase()}` },
    ],
  },
  {
    fact: list('use.purposes'),
    grounds: [
      { options: ['chat'], source: '/c', because: 'it is certain' },
      { options: ['hiring', 'other'], source: '/c', because: 'so are these' },
    ],
  },
];
const ROLES = `  # Which of these, in the plain words that a person who has never seen the law would use, is roles?
  # = provider: the format says so, and which of these, in the plain words that a person who has
  #   never seen the law would use
  # roles: [provider]  # from /a/b; complete the list and remove the leading "# "
`;
const PURPOSES = `  # Which of these, in the plain words that a person who has never seen the law would use, is
  # use.purposes?
  # = chat: it is certain
  # = hiring; other: so are these
  # use.purposes: [chat, hiring, other]  # from /c; complete the list and remove the leading "# "
`;
const TOP = 'jurismap: 1\nsystem: { id: a, name: A }\nfacts:\n';

function fileOf(text: string): ProfileFile {
  return ProfileFile.create(join(mkdtempSync(join(tmpdir(), 'jurismap-')), 'a.yaml'), text, catalogue);
}

describe('proposals', () => {
  it('are comments, and read back', () => {
    const comments = proposalComments(PROPOSED);
    expect(comments).toBe(`${ROLES}\n${PURPOSES}`);
    expect(Object.fromEntries(proposalsIn(comments))).toEqual({
      roles: { options: ['provider'], source: '/a/b' },
      'use.purposes': { options: ['chat', 'hiring', 'other'], source: '/c' },
    });
    expect(proposalsIn(comments.replaceAll('\n', '\r\n'))).toEqual(proposalsIn(comments));
    expect(fileOf(TOP + comments).profile.facts).toEqual({});
  });

  it('count once a person has completed one and removed the mark before it', () => {
    const file = fileOf(`${TOP}${ROLES}\n${PURPOSES}`);
    const text = readFileSync(file.path, 'utf8');
    writeFileSync(file.path, text.replace('# roles: [provider]', 'roles: [provider, deployer]'));
    const again = ProfileFile.open(file.path, catalogue);
    expect(again.profile.facts).toEqual({ roles: ['provider', 'deployer'] });
    expect([...again.proposals.keys()]).toEqual(['use.purposes']);
  });

  it.each(['\n', '\r\n'])('make way for the answer, with lines that end in %j', (eol) => {
    const lines = (text: string): string => text.replaceAll('\n', eol);
    const file = fileOf(lines(`${TOP}${ROLES}\n${PURPOSES}\n# mine\n`));
    file.state([{ fact: list('use.purposes'), value: ['chat'] }]);
    const answer = `${PURPOSES.split('\n').slice(0, 2).join('\n')}\n  # = chat\n  use.purposes: [chat]\n`;
    expect(readFileSync(file.path, 'utf8')).toBe(lines(`${TOP}${answer}\n${ROLES}\n# mine\n`));
    file.state([{ fact: list('roles'), value: [] }]);
    const none = `${ROLES.split('\n')[0]}\n  # = none of these\n  roles: []\n`;
    expect(readFileSync(file.path, 'utf8')).toBe(lines(`${TOP}${answer}\n${none}\n# mine\n`));
    expect(file.proposals.size).toBe(0);
  });

  it('leave the notes of a person alone when they go', () => {
    const [last = ''] = ROLES.split('\n').slice(-2);
    const noted = `facts:\n  # mine: ask Jo\n${last}\n  # mine too\n  flag: true\n`;
    expect(withoutProposal(noted, list('roles'))).toBe(
      'facts:\n  # mine: ask Jo\n  # mine too\n  flag: true\n',
    );
    expect(withoutProposal(noted, list('use.purposes'))).toBe(noted);
  });

  it.each([
    '  # roles: [provider]',
    '  roles: [provider]  # from /a; complete the list and remove the leading "# "',
    '  # roles: []  # from /a; complete the list and remove the leading "# "',
    '  # roles: provider  # from /a; complete the list and remove the leading "# "',
  ])('are nothing else, such as %j', (line) => {
    expect(proposalsIn(line).size).toBe(0);
  });
});
