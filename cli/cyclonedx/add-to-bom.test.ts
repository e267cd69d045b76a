import { describe, expect, it } from 'vitest';
import { CallError } from '../call-error.ts';
import { readJson } from '../json-text.ts';
import { addToBom, escaped, modelOf } from './add-to-bom.ts';

const NOTHING = { users: [], useCases: [], ethicalConsiderations: [], fairnessAssessments: [] };
const COURTS = { ...NOTHING, users: ['Courts (jurismap: use.intended-users)'] };
const PROPERTIES = [{ name: 'jurismap:as-of', value: '2026-12-01' }];

function added(text: string, considerations = COURTS, properties = PROPERTIES, ref?: string): string {
  const json = readJson(text, 'bom.json');
  return addToBom(text, json, modelOf(json, ref), considerations, properties);
}

function bomOf(...components: object[]): string {
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components });
}

const MODEL = { type: 'machine-learning-model', name: 'm', 'bom-ref': 'm' };

describe('adding to a BOM', () => {
  it('leaves every other byte as it is', () => {
    const before = `{
    "bomFormat": "CycloneDX", "specVersion" : "1.6",
    "components": [
        { "type": "library", "name": "caf\\u00e9", "version": "1.0" },
        {
            "type": "machine-learning-model",
            "name": "m",
            "modelCard": {
                "considerations": {
                    "users": [ "Me" ],
                    "environmentalConsiderations": { "energyConsumptions": [ { "value": 0.40 } ] }
                }
            }
        }
    ]
}
`;
    expect(added(before)).toBe(`{
    "bomFormat": "CycloneDX", "specVersion" : "1.6",
    "components": [
        { "type": "library", "name": "caf\\u00e9", "version": "1.0" },
        {
            "type": "machine-learning-model",
            "name": "m",
            "modelCard": {
                "considerations": {
                    "users": [
                        "Me",
                        "Courts (jurismap: use.intended-users)"
                    ],
                    "environmentalConsiderations": { "energyConsumptions": [ { "value": 0.40 } ] }
                }
            },
            "properties": [
                {
                    "name": "jurismap:as-of",
                    "value": "2026-12-01"
                }
            ]
        }
    ]
}
`);
  });

  it('keeps one line one line', () => {
    const after = added(bomOf(MODEL));
    expect(after).not.toContain('\n');
    const modelCard = { considerations: { users: COURTS.users } };
    expect(JSON.parse(after)).toEqual(JSON.parse(bomOf({ ...MODEL, modelCard, properties: PROPERTIES })));
    expect(added(after)).toBe(after);
  });

  it.each([
    ['tabs', (text: string) => JSON.stringify(JSON.parse(text), null, '\t')],
    [
      'line breaks of Windows',
      (text: string) => JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n'),
    ],
  ])('keeps to the layout of %s, and adds once only', (_, layout) => {
    const before = layout(bomOf(MODEL));
    const properties = [...PROPERTIES, { name: 'other', value: 'x' }];
    const once = added(before);
    expect(once).toBe(
      layout(
        bomOf({ ...MODEL, modelCard: { considerations: { users: COURTS.users } }, properties: PROPERTIES }),
      ),
    );
    expect(added(once)).toBe(once);
    expect(added(layout(bomOf({ ...MODEL, properties })))).toContain('other');
  });

  it('takes back what no longer holds, and nothing of others', () => {
    const before = bomOf({
      ...MODEL,
      modelCard: { considerations: { users: ['Me', ...COURTS.users] } },
      properties: [{ name: 'jurismap:gate', value: 'pass' }, { name: 'mine' }],
    });
    expect(added(before, NOTHING, [])).toBe(
      bomOf({ ...MODEL, modelCard: { considerations: { users: ['Me'] } }, properties: [{ name: 'mine' }] }),
    );
    expect(added(bomOf(MODEL), NOTHING, [])).toBe(bomOf(MODEL));
  });

  it('finds the model by its reference, wherever it is', () => {
    const part = { ...MODEL, 'bom-ref': 'part' };
    const text = bomOf(MODEL, { type: 'application', name: 'a', components: [part] });
    const after = bomOf(MODEL, {
      type: 'application',
      name: 'a',
      components: [{ ...part, properties: PROPERTIES }],
    });
    expect(JSON.parse(added(text, NOTHING, PROPERTIES, 'part'))).toEqual(JSON.parse(after));
    const subject = JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: MODEL },
    });
    expect(added(subject)).toContain('"bom-ref":"m","modelCard": {"considerations"');
  });

  it.each([
    [bomOf({ type: 'library', name: 'x' }), undefined, 'has no component of type machine-learning-model'],
    [bomOf(MODEL, MODEL), 'm', 'bom.json:1:163 /components/1/bom-ref: stands twice in the BOM'],
    [
      bomOf({ type: 'library', name: 'x', 'bom-ref': 'x' }),
      'x',
      '/components/0/type: is no machine-learning model',
    ],
    [bomOf({ ...MODEL, signature: {} }), undefined, '/components/0/signature: would no longer fit'],
    [
      bomOf(MODEL).replace('{', '{"signature":{},'),
      undefined,
      '/signature: would no longer fit what is added',
    ],
    [bomOf({ ...MODEL, modelCard: [] }), undefined, '/components/0/modelCard: is not an object'],
    [
      bomOf({ ...MODEL, modelCard: { considerations: null } }),
      undefined,
      '/modelCard/considerations: is not an object',
    ],
    [bomOf({ ...MODEL, properties: {} }), undefined, '/components/0/properties: is not a list'],
    [bomOf({ ...MODEL, modelCard: { considerations: { users: 'me' } } }), undefined, '/users: is not a list'],
  ])('refuses %s', (text, ref, reason) => {
    expect(() => added(text, COURTS, PROPERTIES, ref)).toThrow(reason);
  });

  it('asks which of several models is meant', () => {
    const text = bomOf(MODEL, { ...MODEL, 'bom-ref': 'n' });
    const call = (ref?: string) => () => added(text, COURTS, PROPERTIES, ref);
    expect(call()).toThrow(new CallError('the BOM has 2 models', 'choose one with --component: m, n'));
    expect(call('o')).toThrow('no component is called "o"');
  });
});

describe('escaped', () => {
  it('says the same without moving a cursor', () => {
    const text = JSON.stringify({ a: 'x\u202ey\u009b1m\u2028👩\u200d🔬\u{e0001}' });
    expect(escaped(text)).toBe('{"a":"x\\u202ey\\u009b1m\\u2028👩\\u200d🔬\\udb40\\udc01"}');
    expect(JSON.parse(escaped(text))).toEqual(JSON.parse(text));
  });
});
