import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readProfile } from '../../engine/check-profile.ts';
import type { Facts } from '../../engine/facts.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { type Checking, writtenBy } from '../../test/fixtures/small-check.ts';
import { authored, catalogue, profile, RULES, withRules } from '../../test/fixtures/small-pack.ts';
import { sarifProblems } from '../../test/reporters/schemas.ts';
import { entryOf } from '../check/baseline.ts';
import { checkedSystem } from '../check/checked-system.ts';
import { version } from '../version.ts';
import { sarif } from './sarif.ts';

const HIRING: Facts = { markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] };

function written(facts: Facts, more: Partial<Profile> = {}, options: Checking = {}): string {
  return writtenBy(sarif, { 'a.yaml': { facts, ...more } }, options);
}

const ResultSchema = z.looseObject({
  ruleId: z.string(),
  ruleIndex: z.number(),
  level: z.string(),
  message: z.object({ text: z.string() }),
  partialFingerprints: z.record(z.string(), z.string()),
  locations: z.array(
    z.object({
      physicalLocation: z.object({
        artifactLocation: z.looseObject({ uri: z.string() }),
        region: z.object({ startLine: z.number(), startColumn: z.number() }),
      }),
    }),
  ),
});
const LogSchema = z.object({
  runs: z.tuple([
    z.looseObject({
      tool: z.looseObject({ driver: z.looseObject({ rules: z.array(z.looseObject({ id: z.string() })) }) }),
      invocations: z.unknown(),
      results: z.array(ResultSchema),
    }),
  ]),
});

/** The only run of a document, which must be valid. */
function runOf(text: string): z.infer<typeof LogSchema>['runs'][0] {
  const document: unknown = JSON.parse(text);
  expect(sarifProblems(document)).toEqual([]);
  return LogSchema.parse(document).runs[0];
}

/** Results without what every one has: where they stand and what identifies them. */
function briefly(text: string): unknown[] {
  return runOf(text).results.map(
    ({ ruleIndex: _, locations, relatedLocations: __, partialFingerprints: ___, ...result }) => {
      const { region } = locations[0]?.physicalLocation ?? {};
      return { at: `${region?.startLine}:${region?.startColumn}`, ...result };
    },
  );
}

test('a gap, in full', () => {
  const text = written(HIRING);
  expect(sarifProblems(JSON.parse(text))).toEqual([]);
  expect(text).toBe(`{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "Jurismap",
          "semanticVersion": "${version()}",
          "rules": [
            {
              "id": "small-act/keep-logs",
              "shortDescription": {
                "text": "Keep logs (Art. 3)"
              },
              "fullDescription": {
                "text": "Keep logs. Small Act, Art. 3."
              },
              "helpUri": "https://example.org/act",
              "help": {
                "text": "Source: Act 1 of 2026, Art. 3.\\n\\nControls: event-logging.\\n\\nPack small-act 1.0.0, compared with its source on 2026-11-22. Findings are not legal advice.\\n\\nhttps://example.org/act",
                "markdown": "Source: Act 1 of 2026, Art. 3.\\n\\nControls: event-logging.\\n\\nPack small-act 1.0.0, compared with its source on 2026-11-22. Findings are not legal advice.\\n\\n[Small Act, Art. 3](https://example.org/act)"
              },
              "defaultConfiguration": {
                "level": "warning"
              },
              "properties": {
                "tags": [
                  "compliance",
                  "EU",
                  "duty",
                  "binding",
                  "severity-medium",
                  "event-logging"
                ],
                "precision": "high",
                "problem.severity": "warning",
                "jurisdiction": "EU",
                "force": "binding",
                "severity": "medium",
                "controls": [
                  "event-logging"
                ],
                "digest": "c0723cf87b5e13d1a571b8eb57a555282bb0b6729a0fb09bcc08f585046c6f0f"
              }
            }
          ]
        },
        "extensions": [
          {
            "name": "small-act",
            "fullName": "Small Act",
            "semanticVersion": "1.0.0",
            "properties": {
              "digest": "e9d9c861ce66488bc221f880d4d01887cffeb3939ec3dc17598811e0410b254b",
              "jurisdiction": "EU",
              "verified": "2026-11-22"
            }
          }
        ]
      },
      "automationDetails": {
        "id": "jurismap/2026-11-22"
      },
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": {
            "text": "The root of the repository."
          }
        }
      },
      "columnKind": "utf16CodeUnits",
      "invocations": [
        {
          "executionSuccessful": true,
          "exitCode": 1,
          "exitCodeDescription": "Exit code 1 (gap): 1 duty not shown to be met.",
          "toolExecutionNotifications": []
        }
      ],
      "properties": {
        "asOf": "2026-11-22",
        "gate": {
          "result": "gap",
          "exitCode": 1,
          "counts": {
            "prohibited": 0,
            "gap": 1,
            "undetermined": 0,
            "known": 0,
            "tolerated": 0,
            "upcoming": 0,
            "waived": 0
          },
          "inScope": [
            "small-act"
          ],
          "reason": "1 duty not shown to be met"
        }
      },
      "results": [
        {
          "ruleId": "small-act/keep-logs",
          "ruleIndex": 0,
          "level": "warning",
          "message": {
            "text": "Keep logs: no evidence is declared. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. Declare evidence for event-logging, or for small-act/keep-logs itself. It also rests on [roles](1), [markets](2)."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 10,
                  "startColumn": 3
                }
              }
            }
          ],
          "relatedLocations": [
            {
              "id": 1,
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 8,
                  "startColumn": 3
                }
              },
              "message": {
                "text": "facts roles"
              }
            },
            {
              "id": 2,
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 6,
                  "startColumn": 3
                }
              },
              "message": {
                "text": "facts markets"
              }
            }
          ],
          "partialFingerprints": {
            "jurismapIssue/v1": "1e2fcb7053c59710ba38ec2180659c249fe4abff042f453fb2dc92177aea65f0"
          },
          "properties": {
            "system": "system",
            "standing": "fails",
            "outcome": "gap",
            "role": "deployer",
            "appliesFrom": "2026-01-01"
          }
        }
      ]
    }
  ]
}
`);
});

test('a rule of a pack that only another Jurismap has is told from its finding', () => {
  const read = readProfile(JSON.stringify(profile(HIRING)), 'a.yaml', catalogue);
  const [theirs, ours] = [
    withRules('{ id: more, kind: class, title: More, cite: Art. 2 }').pack,
    authored().pack,
  ];
  const report = reportOn(read.profile, [theirs], catalogue, '2026-11-22');
  const rules = {
    catalogue,
    controls: [],
    parameters: { parameters: [], events: [] },
    conflicts: [],
    packs: [ours],
  };
  const page = { width: 80, colour: false };
  const reporter = sarif({ asOf: '2026-11-22', policy: DEFAULT_POLICY, rules, count: 1, page });
  const body = reporter.system(
    checkedSystem('a.yaml', read, report, { packs: [ours], catalogue }, DEFAULT_POLICY, undefined),
  );
  const { head, tail } = reporter.frame(report.gate);
  const { tool } = runOf(`${head}${body}${tail}`);
  expect(tool.extensions).toMatchObject([{ properties: { digest: theirs.digest } }]);
  expect(tool.driver.rules).toEqual([
    {
      id: 'small-act/keep-logs',
      shortDescription: { text: 'Keep logs (Art. 3)' },
      fullDescription: { text: 'Keep logs (Art. 3). Small Act (small-act 1.0.0).' },
      help: {
        text: 'Keep logs (Art. 3). Small Act (small-act 1.0.0).',
        markdown: 'Keep logs (Art. 3). Small Act (small-act 1.0.0).',
      },
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['compliance', 'EU'] },
    },
  ]);
});

test('all that is in order gives no result, but says what it was checked against', () => {
  const { tool, results } = runOf(
    written(HIRING, { evidence: { 'event-logging': { status: 'implemented' } } }),
  );
  expect(results).toEqual([]);
  expect(tool.driver.rules).toEqual([]);
  expect(tool).toMatchObject({ extensions: [{ name: 'small-act', semanticVersion: '1.0.0' }] });
});

test('a prohibited practice is an error, and its gravity does not hang on the policy', () => {
  const { pack } = withRules(
    '{ id: no-chat, kind: prohibition, title: No chat, cite: Art. 3, severity: critical, when: { use.purposes: chat } }',
  );
  const text = written(
    { ...HIRING, 'use.purposes': ['chat'] },
    {},
    { packs: [pack], policy: { ...DEFAULT_POLICY, failOn: [] } },
  );
  expect(briefly(text)).toEqual([
    {
      at: '10:3',
      ruleId: 'small-act/no-chat',
      level: 'error',
      message: {
        text: 'No chat: a prohibited practice. Small Act (small-act), Art. 3, since 2026-01-01. No waiver lifts a prohibition: change the system, or mend the fact if it is wrong. It also rests on [markets](1).',
      },
      properties: { system: 'system', standing: 'fails', outcome: 'prohibited', appliesFrom: '2026-01-01' },
    },
  ]);
});

test('what merely advises is no result, unless the policy forbids it', () => {
  const { pack } = withRules(
    '{ id: advice, kind: duty, title: Advice, cite: Art. 3, force: guidance, severity: high, roles: [deployer], control: training, relation: equal, unverified: a copy }',
  );
  const evidence = { 'event-logging': { status: 'implemented' as const } };
  expect(briefly(written(HIRING, { evidence }, { packs: [pack] }))).toEqual([]);
  const policy = { ...DEFAULT_POLICY, failOn: [{ force: ['guidance' as const] }] };
  expect(briefly(written(HIRING, { evidence }, { packs: [pack], policy }))).toMatchObject([
    {
      ruleId: 'small-act/advice',
      level: 'warning',
      message: {
        text: 'Advice: no evidence is declared. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. Declare evidence for training, or for small-act/advice itself. This is guidance, not binding law. The rule was not compared with the official text. It also rests on [markets](1).',
      },
      properties: { standing: 'fails' },
    },
  ]);
});

test('what is undetermined is never an error', () => {
  const { pack } = authored({ rules: RULES.replace('control:', 'severity: critical, control:') });
  const open = { markets: ['EU'], roles: ['deployer'] };
  const levels = runOf(written(open, {}, { packs: [pack] })).results.map(({ ruleId, level }) => [
    ruleId,
    level,
  ]);
  expect(levels).toContainEqual(['small-act/keep-logs', 'warning']);
  const [result] = runOf(written({ ...open, 'use.purposes': ['hiring'] }, {}, { packs: [pack] })).results;
  expect(result?.level).toBe('error');
});

test('what is undetermined is a warning at the list of facts', () => {
  expect(briefly(written({ markets: ['EU', 'GB'], roles: ['deployer'] }))).toEqual([
    {
      at: '5:1',
      ruleId: 'small-act/risky',
      level: 'warning',
      message: {
        text: 'Risky: undetermined. Small Act (small-act), Art. 2. State what it depends on: use.purposes. It can come to: applies, not applicable.',
      },
      properties: { system: 'system', standing: 'fails', outcome: 'undetermined', missing: ['use.purposes'] },
    },
    {
      at: '5:1',
      ruleId: 'small-act/keep-logs',
      level: 'warning',
      message: {
        text: 'Keep logs: undetermined. Small Act (small-act), Art. 3, as deployer. State what it depends on: use.purposes. It can come to: gap, not applicable.',
      },
      properties: {
        system: 'system',
        standing: 'fails',
        outcome: 'undetermined',
        role: 'deployer',
        missing: ['use.purposes'],
      },
    },
    {
      at: '6:3',
      ruleId: 'jurismap/uncovered-places',
      level: 'note',
      message: { text: 'No pack for GB: what the law asks there was not looked at.' },
      properties: { system: 'system', standing: 'tolerated' },
    },
  ]);
});

test('an instrument of which nobody knows whether it applies is one result', () => {
  expect(briefly(written({ roles: ['deployer'] }))).toEqual([
    {
      at: '5:1',
      ruleId: 'small-act/in-scope',
      level: 'warning',
      message: {
        text: 'Scope: nobody knows, and 2 findings hang on it. Small Act (small-act), Art. 1. State what it depends on: markets.',
      },
      properties: {
        system: 'system',
        standing: 'fails',
        outcome: 'undetermined',
        findings: 2,
        missing: ['markets'],
      },
    },
    {
      at: '5:1',
      ruleId: 'jurismap/nothing-in-scope',
      level: 'warning',
      message: {
        text: 'Nothing in scope: no binding law of the packs looked at is known to reach this system. That says nothing about other laws.',
      },
      properties: { system: 'system', standing: 'tolerated' },
    },
  ]);
});

test('nothing in scope is an error where the policy requires some', () => {
  const policy = { ...DEFAULT_POLICY, requireScope: true };
  expect(briefly(written({ ...HIRING, markets: [] }, {}, { policy }))).toMatchObject([
    { ruleId: 'jurismap/nothing-in-scope', level: 'error', properties: { standing: 'fails' } },
  ]);
});

describe('waivers', () => {
  const waiver = {
    rule: 'small-act/keep-logs',
    reason: 'until\nMay',
    approver: 'Ann',
    expires: '2027-01-01',
  };

  test('one that counts suppresses its result', () => {
    expect(briefly(written(HIRING, { waivers: [waiver] }))).toEqual([
      {
        at: '13:5',
        ruleId: 'small-act/keep-logs',
        level: 'note',
        message: {
          text: 'Keep logs: waived until 2027-01-01 by Ann: until May. Small Act (small-act), Art. 3, as deployer, since 2026-01-01. It also rests on [use.purposes](1), [roles](2), [markets](3).',
        },
        suppressions: [
          {
            kind: 'inSource',
            status: 'accepted',
            justification: 'until May (given by Ann, until 2027-01-01)',
          },
        ],
        properties: {
          system: 'system',
          standing: 'waived',
          outcome: 'waived',
          role: 'deployer',
          appliesFrom: '2026-01-01',
        },
      },
    ]);
  });

  test('one that does not count is a result itself', () => {
    const waivers = [{ ...waiver, expires: '2026-05-01' }];
    expect(briefly(written(HIRING, { waivers }))).toMatchObject([
      { at: '10:3', ruleId: 'small-act/keep-logs', properties: { outcome: 'gap' } },
      {
        at: '13:5',
        ruleId: 'jurismap/void-waiver',
        level: 'warning',
        message: {
          text: 'Waiver of small-act/keep-logs until 2026-05-01: it does not count: it lapsed after 2026-05-01. Given by Ann.',
        },
      },
    ]);
  });

  test('a policy that accepts none has its results unsuppressed', () => {
    const policy = { ...DEFAULT_POLICY, failOn: [{ outcome: ['waived' as const] }] };
    const [result] = runOf(written(HIRING, { waivers: [waiver] }, { policy })).results;
    expect(result).toMatchObject({ properties: { standing: 'fails', outcome: 'waived' } });
    expect(result).not.toHaveProperty('suppressions');
  });
});

test('a baseline tells what is new', () => {
  const { pack } = authored({
    rules: `${RULES}  - { id: staff, kind: duty, title: Staff, cite: Art. 3, roles: [deployer], control: training, relation: equal }\n`,
  });
  const before = entryOf(reportOn(profile(HIRING), [authored().pack], catalogue, '2026-11-22'));
  expect(briefly(written(HIRING, {}, { packs: [pack], baseline: { system: before } }))).toMatchObject([
    { ruleId: 'small-act/keep-logs', baselineState: 'unchanged', properties: { standing: 'known' } },
    { ruleId: 'small-act/staff', baselineState: 'new', properties: { standing: 'fails' } },
  ]);
});

test('a baseline knows what nobody knew already', () => {
  const open: Facts = { roles: ['deployer'] };
  const before = entryOf(reportOn(profile(open), [authored().pack], catalogue, '2026-11-22'));
  expect(briefly(written(open, {}, { baseline: { system: before } }))).toMatchObject([
    { ruleId: 'small-act/in-scope', baselineState: 'unchanged', properties: { standing: 'known' } },
    { ruleId: 'jurismap/nothing-in-scope' },
  ]);
});

test('what starts later is told by a notification', () => {
  const { results, invocations } = runOf(written(HIRING, {}, { asOf: '2025-11-22' }));
  expect(results).toEqual([]);
  expect(invocations).toMatchObject([
    {
      exitCode: 0,
      toolExecutionNotifications: [
        { level: 'note', message: { text: 'system: 2 rules to come; "jurismap timeline" tells when.' } },
      ],
    },
  ]);
});

test('results of several systems share their rules and differ in their fingerprints', () => {
  const other = { system: { id: 'other', name: 'Other' }, facts: HIRING };
  const { tool, results } = runOf(writtenBy(sarif, { 'a.yaml': { facts: HIRING }, 'b.yaml': other }));
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(['small-act/keep-logs']);
  expect(results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 0]);
  expect(
    new Set(results.map(({ partialFingerprints }) => partialFingerprints['jurismapIssue/v1'])).size,
  ).toBe(2);
});

test('a fingerprint outlives other lines and other facts', () => {
  const fingerprintOf = (text: string): unknown => runOf(text).results[0]?.partialFingerprints;
  const moved = written({ flag: true, ...HIRING, 'use.purposes': ['hiring', 'other'] }, { evidence: {} });
  expect(fingerprintOf(moved)).toEqual(fingerprintOf(written(HIRING)));
});

test.each([
  ['sys tems/ä#?.json', { uri: 'sys%20tems/%C3%A4%23%3F.json', uriBaseId: '%SRCROOT%' }],
  ['c:a.json', { uri: 'c%3Aa.json', uriBaseId: '%SRCROOT%' }],
  ['/elsewhere/a b.json', { uri: 'file:///elsewhere/a%20b.json' }],
  ['-', { uri: 'stdin', description: { text: 'Standard input.' } }],
])('the address of %s', (file, artifactLocation) => {
  const { results } = runOf(writtenBy(sarif, { [file]: JSON.stringify(profile(HIRING), null, 1) }));
  expect(results[0]?.locations[0]?.physicalLocation).toEqual({
    artifactLocation,
    region: { startLine: 14, startColumn: 3 },
  });
});

test('no text of a profile becomes a link, or a character that steers', () => {
  const approver = '[here](https://evil.example)\u202e\n';
  const waivers = [{ rule: 'small-act/risky', reason: 'x', approver, expires: '2027-01-01' }];
  const text = written(HIRING, { waivers });
  expect(runOf(text).results.at(-1)?.message.text).toContain('Given by [here] (https://evil.example)  .');
  expect(text).not.toContain('\u202e');
});
