import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBuiltRules } from '../../cli/built-rules.ts';
import { addToBom, escaped, modelOf } from '../../cli/cyclonedx/add-to-bom.ts';
import { type Considerations, considerationsOf } from '../../cli/cyclonedx/considerations.ts';
import { newBom } from '../../cli/cyclonedx/new-bom.ts';
import { type Property, propertiesOf } from '../../cli/cyclonedx/properties.ts';
import { importDocument } from '../../cli/import/import.ts';
import type { ImportedSystem } from '../../cli/import/imported.ts';
import { readJson } from '../../cli/json-text.ts';
import { readProfile } from '../../engine/check-profile.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Rules } from '../../engine/rules.ts';
import { reportOn } from '../../engine/system-report.ts';
import { problemsOf, VERSIONS } from './schemas.ts';

/** What is exported is valid by the official schemas, says what was found, and can be imported again. */

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const SERIAL = '5f7a9d52-4a0c-5a5e-8f4e-0f4b7f1f0a11';

let rules: Rules;
beforeAll(async () => {
  rules = await loadBuiltRules();
});

interface Exported {
  profile: Profile;
  considerations: Considerations;
  properties: Property[];
  outcomes: string[];
}

function exported(profile: Profile, packs = rules.packs): Exported {
  const report = reportOn(profile, packs, rules.catalogue, '2026-12-01');
  return {
    profile,
    considerations: considerationsOf(profile, report, rules.catalogue),
    properties: propertiesOf(profile, report),
    outcomes: report.assessments.flatMap(({ findings }) => findings.map(({ outcome }) => outcome)).sort(),
  };
}

function asText({ profile, considerations, properties }: Exported): string {
  return escaped(JSON.stringify(newBom(profile, considerations, properties, SERIAL), null, 2));
}

function importedSystem(text: string): ImportedSystem {
  return importDocument(new TextEncoder().encode(text), 'bom.json').system;
}

/** A BOM that has something of everything that an addition passes by. */
function bomOf(version: (typeof VERSIONS)[number]): string {
  const considerations = {
    users: ['Me'],
    technicalLimitations: ['None'],
    ethicalConsiderations: [{ name: 'A risk', mitigationStrategy: 'A way' }],
  };
  return JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: version,
      serialNumber: `urn:uuid:${SERIAL}`,
      version: 3,
      metadata: { component: { type: 'application', name: 'desk' }, timestamp: '2026-01-01T00:00:00Z' },
      components: [
        { type: 'data', name: 'CVs', data: [{ type: 'dataset', sensitiveData: ['names'] }] },
        {
          type: 'machine-learning-model',
          'bom-ref': 'm',
          name: 'm',
          version: '1',
          licenses: [{ license: { id: 'MIT' } }],
          modelCard: {
            'bom-ref': 'card',
            modelParameters: { task: 'ranking' },
            considerations,
          },
          properties: [{ name: 'mine', value: 'x' }],
        },
      ],
      dependencies: [{ ref: 'm' }],
    },
    null,
    2,
  );
}

describe.each(readdirSync(EXAMPLES))('%s', (file) => {
  let ours: Exported;
  beforeAll(() => {
    ours = exported(readProfile(readFileSync(join(EXAMPLES, file)), file, rules.catalogue).profile);
  });

  it('becomes a valid BOM, from which it can be started again', () => {
    const text = asText(ours);
    expect(problemsOf(JSON.parse(text), '1.6')).toEqual([]);
    expect(importedSystem(text)).toEqual(ours.profile.system);
  });

  it.each(VERSIONS)('is added to a valid BOM in %s, which stays valid and keeps all it had', (version) => {
    const before = bomOf(version);
    expect(problemsOf(JSON.parse(before), version)).toEqual([]);
    const json = readJson(before, 'bom.json');
    const after = addToBom(before, json, modelOf(json, 'm'), ours.considerations, ours.properties);
    expect(problemsOf(JSON.parse(after), version)).toEqual([]);
    expect(linesLost(before, after)).toEqual([]);
  });

  it('says of every rule that may apply what it comes to', () => {
    const told = ours.properties.filter(({ name }) => name.startsWith('jurismap:finding:'));
    const words = told.map(({ value }) => value.split(':')[0]);
    const all = ours.outcomes.filter((outcome) => outcome !== 'not-applicable' && outcome !== 'clear');
    expect(words.filter((word) => word !== 'clear').sort()).toEqual(all);
    expect(new Set(told.map(({ name }) => name)).size).toBe(told.length);
  });
});

/** Lines of the one text that the other lacks, in their order; a comma may have come behind a line. */
function linesLost(before: string, after: string): string[] {
  const later = after.split('\n').map((line) => line.replace(/,$/, ''));
  let next = 0;
  return before.split('\n').filter((line) => {
    const found = later.indexOf(line.replace(/,$/, ''), next);
    if (found >= 0) next = found + 1;
    return found < 0;
  });
}

describe('any system', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
  const system = fc.record(
    {
      id: fc.constant('s'),
      name: text,
      version: text,
      description: text,
      owner: fc.record({ name: text, email: fc.constant('a@example.org') }, { requiredKeys: ['name'] }),
      links: fc.array(fc.oneof(text, fc.webUrl()), { maxLength: 3 }),
    },
    { requiredKeys: ['id', 'name'] },
  );

  it('becomes a valid BOM of characters that move no cursor', () => {
    fc.assert(
      fc.property(system, ({ owner, ...rest }) => {
        const { name, email } = owner ?? {};
        const profile: Profile = {
          jurismap: 1,
          system: {
            ...rest,
            ...(name !== undefined && { owner: { name, ...(email !== undefined && { email }) } }),
          },
          facts: { 'use.purposes': ['other'] },
          evidence: {},
          waivers: [],
          measurements: {},
        };
        const bom = asText(exported(profile, []));
        expect(problemsOf(JSON.parse(bom), '1.6')).toEqual([]);
        expect(bom).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
        expect(() => importedSystem(bom)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

describe('any BOM', () => {
  const layout = fc.constantFrom<(bom: unknown) => string>(
    (bom) => JSON.stringify(bom),
    (bom) => JSON.stringify(bom, null, 1),
    (bom) => `${JSON.stringify(bom, null, 4)}\n`,
    (bom) => JSON.stringify(bom, null, '\t').replaceAll('\n', '\r\n'),
  );
  const considerations: Considerations = {
    users: ['Courts (jurismap: use.intended-users)'],
    useCases: [],
    ethicalConsiderations: [{ name: 'A risk (jurismap: people.serious-effects)' }],
    fairnessAssessments: [],
  };
  const properties = [{ name: 'jurismap:as-of', value: '2026-12-01' }];
  const given = fc.record(
    {
      users: fc.array(fc.string()),
      useCases: fc.array(fc.string()),
      environmentalConsiderations: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const model = fc.record(
    {
      type: fc.constant('machine-learning-model'),
      name: fc.string({ unit: 'binary' }),
      hashes: fc.jsonValue(),
      modelCard: fc.record({ considerations: given, task: fc.jsonValue() }, { requiredKeys: [] }),
      properties: fc.array(fc.record({ name: fc.string(), value: fc.string() })),
    },
    { requiredKeys: ['type', 'name'] },
  );

  it('holds what is added and all it had, in any layout', () => {
    fc.assert(
      fc.property(model, fc.jsonValue(), layout, (component, other, write) => {
        const bom = {
          bomFormat: 'CycloneDX',
          specVersion: '1.7',
          other,
          components: [component],
          more: other,
        };
        const before = write(bom);
        const json = readJson(before, 'bom.json');
        const add = (text: string): string =>
          addToBom(text, readJson(text, 'b'), modelOf(json, undefined), considerations, properties);
        const after = add(before);
        const { modelCard, properties: own = [] } = component;
        const { users = [] } = modelCard?.considerations ?? {};
        expect(JSON.parse(after)).toEqual(
          JSON.parse(
            JSON.stringify({
              ...bom,
              components: [
                {
                  ...component,
                  modelCard: {
                    ...modelCard,
                    considerations: {
                      ...modelCard?.considerations,
                      users: [...users, ...considerations.users],
                      ethicalConsiderations: considerations.ethicalConsiderations,
                    },
                  },
                  properties: [...own, ...properties],
                },
              ],
            }),
          ),
        );
        expect(add(after)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });
});
