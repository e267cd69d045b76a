import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readProfile } from '../../engine/check-profile.ts';
import { Catalogue } from '../../engine/facts.ts';
import { catalogue } from '../../test/fixtures/small-pack.ts';
import { isUnnamed, newProfile, UNNAMED } from './new-profile.ts';

it('says that nobody has named the system', () => {
  const text = newProfile({ system: UNNAMED });
  expect(text).toBe(`# What one AI system is and does, for Jurismap: "jurismap check" evaluates it.
# A fact that is left out is unknown. A list counts as complete; [] says "none of these".
jurismap: 1
# Which system is it? Give it an id and a name, and say who is accountable.
system:
  id: unnamed-system
  name: Unnamed system
facts: {}
`);
  expect(isUnnamed(readProfile(text, 'new.yaml', catalogue).profile.system)).toBe(true);
});

const LISTS = new Catalogue(
  catalogue.facts.map((fact) => ({ ...fact, question: `Which ${fact.id}?\nflag: true` })),
);
const roles = LISTS.get('roles');
if (roles?.type !== 'set') throw new Error('roles');

it('tells what it was started from, in comments that stay comments', () => {
  const system = {
    id: 'ranker',
    name: 'Ranker: "the" #1\nfacts: {}',
    version: '1.10',
    owner: { name: 'off' },
    links: ['https://example.org/a'],
  };
  const origin = {
    file: 'a\nb.json',
    format: 'CycloneDX 1.6',
    sources: { id: '/name', name: '/name', version: '/a\nfacts: {}', links: '/refs/0' },
    proposed: [
      {
        fact: roles,
        grounds: [
          { options: ['provider'], source: '/type', because: 'it\nflag: true' },
          { options: ['deployer'], source: '/use', because: 'they say so' },
        ],
      },
    ],
    unread: [
      { says: 'Task: "x"\r\nroles: [provider]', bears: { on: ['use.purposes', 'size'], because: 'x' } },
      { says: 'It lists 2 models.' },
    ],
  };
  const text = newProfile({ system, origin });
  expect(readProfile(text, 'new.yaml', catalogue).profile).toMatchObject({ system, facts: {} });
  expect(text).toBe(`# What one AI system is and does, for Jurismap: "jurismap check" evaluates it.
# A fact that is left out is unknown. A list counts as complete; [] says "none of these".
# Started from a b.json (CycloneDX 1.6).
jurismap: 1
system:
  id: ranker  # from /name
  # from /name
  name: |-
    Ranker: "the" #1
    facts: {}
  version: "1.10"  # from /a facts: {}
  owner:
    name: "off"
  # from /refs/0
  links:
    - https://example.org/a
facts:
  # Which roles? flag: true
  # = provider: it flag: true
  # = deployer: they say so
  # roles: [provider, deployer]  # from /type, /use; complete the list and remove the leading "# "

# What a b.json says beyond that, for a person to judge:
# - Task: "x" roles: [provider]
#   Answer use.purposes and size: x.
# - It lists 2 models.
`);
});

it('keeps every text as it is', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(' ', '  # x', 'a: b ', '|', '- ', "'", '\t', 'NO', '1.10'),
  );
  const texts = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n').trim());
  const text = texts.filter((one) => one !== '' && one.length <= 500 && one.isWellFormed());
  fc.assert(
    fc.property(text, text, (name, description) => {
      const system = { id: 'a', name, description, owner: { name }, links: [description] };
      const sources = { id: '/a', name: '/b', description: '/c', links: '/d' };
      const origin = { file: 'f', format: 'F', sources, proposed: [], unread: [] };
      const written = newProfile({ system, origin });
      expect(readProfile(written, 'new.yaml', catalogue).profile.system).toEqual(system);
    }),
    { numRuns: 1000 },
  );
});
