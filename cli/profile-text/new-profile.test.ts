import { expect, it } from 'vitest';
import { readProfile } from '../../engine/check-profile.ts';
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

it('tells what it was started from, in comments that stay comments', () => {
  const system = {
    id: 'ranker',
    name: 'Ranker: "the" #1\nfacts: {}',
    version: '1.10',
    owner: { name: 'off' },
  };
  const origin = { file: 'a\nb.json', format: 'CycloneDX 1.6', unread: ['Task: "x"\r\nroles: [provider]'] };
  const text = newProfile({ system, origin });
  expect(readProfile(text, 'new.yaml', catalogue).profile).toMatchObject({ system, facts: {} });
  expect(text).toContain(
    '# Started from a b.json (CycloneDX 1.6). What it says beyond that is for a person to judge:\n# - Task: "x" roles: [provider]\n',
  );
});
