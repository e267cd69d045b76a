import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBuiltRules } from '../../cli/built-rules.ts';
import { checkedSystem } from '../../cli/check/checked-system.ts';
import { oscal } from '../../cli/reporters/oscal.ts';
import { oscalPoam } from '../../cli/reporters/oscal-poam.ts';
import type { CheckContext, CheckedSystem, Reporter } from '../../cli/reporters/reporter.ts';
import { readProfile } from '../../engine/check-profile.ts';
import type { Finding } from '../../engine/finding.ts';
import { gateOver } from '../../engine/gate.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Rules } from '../../engine/rules.ts';
import { reportOn } from '../../engine/system-report.ts';
import { writtenBy } from '../fixtures/small-check.ts';
import { listAt, type Model, objectAt, problemsOf } from './oscal-rules.ts';

/** OSCAL accepts what is written, whatever profiles say, and under the real packs it tells every finding. */

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const AS_OF = '2026-12-01';
const FORMATS: [Model, (context: CheckContext) => Reporter][] = [
  ['assessment-results', oscal],
  ['plan-of-action-and-milestones', oscalPoam],
];
const UNKNOWN = 'jurismap: 1\nsystem: { id: unknown, name: Unknown }\nfacts: {}\n';

let rules: Rules;
let systems: CheckedSystem[];
beforeAll(async () => {
  rules = await loadBuiltRules();
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'));
  systems = [
    checked(UNKNOWN, 'unknown.yaml'),
    ...names.map((name) => checked(readFileSync(join(EXAMPLES, name), 'utf8'), name)),
  ];
});

function checked(text: string, file: string): CheckedSystem {
  const read = readProfile(text, file, rules.catalogue);
  const report = reportOn(read.profile, rules.packs, rules.catalogue, AS_OF, DEFAULT_POLICY);
  return checkedSystem(file, read, report, rules, DEFAULT_POLICY, undefined);
}

function written(
  reporterOf: (context: CheckContext) => Reporter,
  some: readonly CheckedSystem[],
  packs = rules.packs,
): string {
  const page = { width: 80, colour: false };
  const context = {
    asOf: AS_OF,
    policy: DEFAULT_POLICY,
    rules: { ...rules, packs },
    count: some.length,
    page,
  };
  const reporter = reporterOf(context);
  const body = some.map((system) => reporter.system(system)).join('');
  const { head, tail } = reporter.frame(
    gateOver(
      some.map(({ report }) => report.gate),
      DEFAULT_POLICY,
    ),
  );
  return head + body + tail;
}

describe.each(FORMATS)('%s', (model, reporterOf) => {
  it('is accepted for every example, and equal each time', () => {
    expect(systems.length).toBeGreaterThan(30);
    for (const system of systems) {
      const text = written(reporterOf, [system]);
      expect(problemsOf(text, model), system.file).toEqual([]);
      expect(written(reporterOf, [system]) === text, system.file).toBe(true);
    }
  });

  it('is accepted for several together, and for one that comes twice', () => {
    const several = systems.filter((_, i) => i % 5 === 0);
    expect(problemsOf(written(reporterOf, [...several, ...several.slice(0, 1)]), model)).toEqual([]);
  });

  it('is accepted where another Jurismap evaluated by packs that are not here, and finds as much', () => {
    const some = systems.slice(0, 3);
    const elsewhere = written(reporterOf, some, []);
    expect(problemsOf(elsewhere, model)).toEqual([]);
    expect(countOf(elsewhere, '"target-id"')).toBe(countOf(written(reporterOf, some), '"target-id"'));
  });

  it('is accepted whatever a profile says', () => {
    fc.assert(
      fc.property(STRANGE, (profile) => {
        expect(problemsOf(writtenBy(reporterOf, { 'a.yaml': profile }), model)).toEqual([]);
      }),
    );
  });
});

function countOf(text: string, part: string): number {
  return text.split(part).length;
}

/** Text that somebody could write into a profile, markup and unprintable characters included. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom(...'#-*_`[](){}<>&:;/?%@ \n\t\u0007\u2028\u00a0\u202eäx1.'),
    minLength: 1,
    maxLength: 30,
  }),
);
/** A waiver whose reason or approver is blank is no waiver. */
const said = text.filter((one) => one.trim() !== '');
const day = fc.constantFrom('0001-01-01', '2026-11-22', '2027-02-28', '9999-12-31');

/** A system that hires in the EU with a duty to keep logs, about which strange things are declared. */
const STRANGE: fc.Arbitrary<Partial<Profile>> = fc.record({
  system: fc.record({
    id: fc.constantFrom('0', 'a-b'),
    name: text,
    version: text,
    description: text,
    owner: fc.record({ name: text, email: fc.constant("o'a+b@example.org") }),
  }),
  facts: fc.constant({ markets: ['EU'], roles: ['deployer'], 'use.purposes': ['hiring'] }),
  evidence: fc.record({
    'event-logging': fc.record({
      status: fc.constantFrom('implemented', 'partial', 'planned', 'absent'),
      owner: text,
      reviewed: day,
      expires: day,
      links: fc.array(fc.oneof(text, fc.webUrl({ withFragments: true, withQueryParameters: true }))),
      note: text,
    }),
  }),
  waivers: fc.array(
    fc.record({ rule: fc.constant('small-act/keep-logs'), reason: said, approver: said, expires: day }),
    { maxLength: 2 },
  ),
});

it('tells every duty and every prohibition that is not off the table, and none as satisfied that is not', () => {
  for (const system of systems) {
    const [result] = listAt(JSON.parse(written(oscal, [system])), 'assessment-results', 'results');
    const told = listAt(result, 'findings').map((finding) => {
      const props = Object.fromEntries(listAt(finding, 'props').map(({ name, value }) => [name, value]));
      const { state } = objectAt(finding, 'target', 'status');
      return `${props.pack} ${props.rule} ${props.role ?? null} ${props.outcome} ${state}`;
    });
    expect(told.sort(), system.file).toEqual(expectedOf(system).sort());
  }
});

function expectedOf({ report }: CheckedSystem): string[] {
  return report.assessments.flatMap(({ pack, applicability, findings }) => {
    const open = findings.filter(({ outcome }) => outcome === 'undetermined');
    const isFolded = applicability === 'undetermined' && open.length > 0;
    const scope = rules.packs.find(({ id }) => id === pack)?.scope;
    const single = findings
      .filter(({ kind }) => kind === 'duty' || kind === 'prohibition')
      .filter(({ outcome, reason }) => outcome !== 'not-applicable' && reason !== 'out-of-scope')
      .filter(({ outcome }) => !isFolded || outcome !== 'undetermined');
    return [
      ...(isFolded ? [`${pack} ${scope} null undetermined not-satisfied`] : []),
      ...single.map((one) => `${pack} ${one.rule} ${one.role} ${one.outcome} ${stateOf(one)}`),
    ];
  });
}

function stateOf({ outcome, readiness }: Finding): string {
  const isGood = outcome === 'met' || outcome === 'clear' || (outcome === 'upcoming' && readiness === 'met');
  return isGood ? 'satisfied' : 'not-satisfied';
}
