import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { loadBuiltRules } from '../../cli/built-rules.ts';
import { checkedSystem } from '../../cli/check/checked-system.ts';
import { PLAIN } from '../../cli/page.ts';
import { type CheckedSystem, type CheckFormat, reporterFor } from '../../cli/reporters/reporter.ts';
import { ROOT } from '../../cli/root.ts';
import { baselineOf } from '../../engine/baseline.ts';
import { readProfile } from '../../engine/check-profile.ts';
import { gate, gateOver } from '../../engine/gate.ts';
import { FORCES } from '../../engine/pack.ts';
import { DEFAULT_POLICY, FORBIDDABLE, type Policy } from '../../engine/policy.ts';
import { reportOn } from '../../engine/system-report.ts';
import { junitProblems, sarifProblems } from './schemas.ts';

/** The documents about all examples under the real packs, evaluated once and looked at under several policies. */

const AS_OF = '2026-11-22';
const rules = await loadBuiltRules();
const EXAMPLES = readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}`);
const texts = new Map(EXAMPLES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const evaluated = EXAMPLES.map((file) => {
  const read = readProfile(texts.get(file) ?? '', file, rules.catalogue);
  return { file, read, report: reportOn(read.profile, rules.packs, rules.catalogue, AS_OF) };
});

const POLICIES: { name: string; policy: Policy; isKnown: boolean }[] = [
  { name: 'the default policy', policy: DEFAULT_POLICY, isKnown: false },
  {
    name: 'a policy that lets everything pass',
    policy: { failOn: [], allowUndetermined: true, requireScope: false },
    isKnown: false,
  },
  {
    name: 'a policy that forbids everything',
    policy: {
      failOn: [{ outcome: [...FORBIDDABLE], force: [...FORCES] }],
      allowUndetermined: false,
      requireScope: true,
    },
    isKnown: false,
  },
  { name: 'a baseline that knows everything', policy: DEFAULT_POLICY, isKnown: true },
];

function checkedUnder(policy: Policy, isKnown: boolean): CheckedSystem[] {
  return evaluated.map(({ file, read, report }) => {
    const before = isKnown ? baselineOf(AS_OF, report.assessments) : undefined;
    const judged = { ...report, gate: gate(report.assessments, policy, before) };
    return checkedSystem(file, read, judged, rules, policy, before);
  });
}

async function written(
  format: CheckFormat,
  policy: Policy,
  systems: readonly CheckedSystem[],
): Promise<string> {
  const context = { asOf: AS_OF, policy, rules, count: systems.length, page: PLAIN };
  const reporter = await reporterFor(format, context);
  const body = systems.map((checked) => reporter.system(checked)).join('');
  const { head, tail } = reporter.frame(
    gateOver(
      systems.map(({ report }) => report.gate),
      policy,
    ),
  );
  return head + body + tail;
}

const PlaceSchema = z.object({
  physicalLocation: z.object({
    artifactLocation: z.object({ uri: z.string(), uriBaseId: z.literal('%SRCROOT%') }),
    region: z.strictObject({ startLine: z.number(), startColumn: z.number() }),
  }),
});
const SarifSchema = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({
        driver: z.object({
          rules: z.array(
            z.object({
              id: z.string(),
              shortDescription: z.object({ text: z.string().max(1024) }),
              fullDescription: z.object({ text: z.string().max(1024) }),
              helpUri: z.url({ protocol: /^https$/ }).optional(),
              properties: z.object({ tags: z.array(z.string()).max(10) }),
            }),
          ),
        }),
        extensions: z.array(z.unknown()).max(100),
      }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.number(),
          message: z.object({ text: z.string().regex(/^[^\n]*\.$/) }),
          locations: z.array(PlaceSchema).length(1),
          relatedLocations: z
            .array(PlaceSchema.extend({ id: z.number(), message: z.object({ text: z.string() }) }))
            .max(10)
            .default([]),
          partialFingerprints: z.record(z.string(), z.string()),
          properties: z.object({ standing: z.string(), findings: z.number().default(1) }),
        }),
      ),
    }),
  ]),
});

describe.each(POLICIES)('all examples under $name', async ({ policy, isKnown }) => {
  const systems = checkedUnder(policy, isKnown);
  const counts = gateOver(
    systems.map(({ report }) => report.gate),
    policy,
  ).counts;
  const failing = policy.allowUndetermined
    ? counts.prohibited + counts.gap
    : counts.prohibited + counts.gap + counts.undetermined;
  const unreached = policy.requireScope
    ? systems.filter(({ report }) => report.gate.inScope.length === 0).length
    : 0;

  it('is SARIF that code scanning takes, with a result for all that fails', async () => {
    const document: unknown = JSON.parse(await written('sarif', policy, systems));
    expect(sarifProblems(document)).toEqual([]);
    const [{ tool, results }] = SarifSchema.parse(document).runs;
    const ids = tool.driver.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(results.filter(({ ruleId, ruleIndex }) => ids[ruleIndex] !== ruleId)).toEqual([]);
    const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints['jurismapIssue/v1']);
    expect(new Set(fingerprints).size).toBe(results.length);
    const fails = results.filter(({ properties }) => properties.standing === 'fails');
    expect(fails.reduce((sum, { properties }) => sum + properties.findings, 0)).toBe(failing + unreached);
    for (const { locations, relatedLocations } of results) {
      for (const { physicalLocation } of locations) expect(startOf(physicalLocation)).toMatch(/^[\w"'-]/);
      for (const { physicalLocation, message } of relatedLocations) {
        expect(startOf(physicalLocation)).toMatch(
          new RegExp(`^["']?${message.text.split(' ').at(-1)}["']?:`),
        );
      }
    }
  });

  function startOf({ artifactLocation, region }: z.infer<typeof PlaceSchema>['physicalLocation']): string {
    const line = texts.get(artifactLocation.uri)?.split('\n')[region.startLine - 1] ?? '';
    return line.slice(region.startColumn - 1);
  }

  it('is JUnit under both schemas, and fails what fails', async () => {
    const text = await written('junit', policy, systems);
    expect(junitProblems(text)).toEqual([]);
    const names = text.match(/<testcase classname="[^"]*" name="[^"]*"/g) ?? [];
    expect(new Set(names).size).toBe(names.length);
    expect(text.match(/<testsuite /g)).toHaveLength(EXAMPLES.length);
    expect(text).not.toContain(' tests="0" ');
    const folded = [...text.matchAll(/<failure type="undetermined" message="Nobody knows, and (\d+) /g)];
    const hanging = folded.reduce((sum, [, count]) => sum + Number(count) - 1, 0);
    expect((text.match(/<failure /g)?.length ?? 0) + hanging).toBe(failing + unreached);
  });

  it('is workflow commands of which GitHub shows every one', async () => {
    const text = await written('github', policy, systems);
    const commands = text.split('\n').filter((line) => /^::(error|warning|notice) /.test(line));
    for (const kind of ['error', 'warning', 'notice']) {
      expect(commands.filter((line) => line.startsWith(`::${kind} `)).length).toBeLessThanOrEqual(10);
    }
    const shown =
      /^::(error|warning|notice) (file=examples\/[\w-]+\.yaml,line=\d+,col=\d+,)?title=[^:,]+::\S[^\n]*$/;
    expect(commands.filter((line) => !shown.test(line))).toEqual([]);
    const others = /^(::group::|::endgroup::$| {2}- |Exit code \d )/;
    const rest = text
      .trimEnd()
      .split('\n')
      .filter((line) => !commands.includes(line) && !others.test(line));
    expect(rest).toEqual([]);
  });
});

it.each(['sarif', 'junit', 'github'] as const)('is %s with the same bytes each time', async (format) => {
  const [first, again] = await Promise.all(
    [0, 1].map(() => written(format, DEFAULT_POLICY, checkedUnder(DEFAULT_POLICY, false))),
  );
  expect(again).toBe(first);
});
