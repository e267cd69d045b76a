import * as z from 'zod';
import type { Day } from './day.ts';
import { type Assessment, type Finding, OUTCOMES } from './finding.ts';
import type { Owners } from './owners.ts';
import { FORCES } from './pack.ts';

/** By what a portfolio is counted. */
export const DIMENSIONS = ['status', 'jurisdiction', 'control', 'owner', 'deadline'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What begins or runs out on a day. */
const DEADLINE_KINDS = ['starts', 'evidence-expires', 'waiver-expires'] as const;

export const DeadlineSchema = z.strictObject({
  day: z.string(),
  kind: z.enum(DEADLINE_KINDS),
  /** The pack whose duties begin, the evidence or the duty whose waiver runs out. */
  of: z.string(),
  /** Who is accountable; null for nobody. */
  owner: z.string().nullable(),
  /** The duties it is about, as `pack/rule`. */
  rules: z.array(z.string()),
});
export type Deadline = z.infer<typeof DeadlineSchema>;

/** Findings of a system that a portfolio counts alike. */
export const FacetSchema = z.strictObject({
  pack: z.string(),
  jurisdiction: z.string(),
  force: z.enum(FORCES),
  outcome: z.enum(OUTCOMES),
  controls: z.array(z.string()),
  /** Who is accountable; null for nobody. */
  owner: z.string().nullable(),
  findings: z.number().int(),
});
export type Facet = z.infer<typeof FacetSchema>;

/** How many findings come to what, by the name of a cell. */
export type Counts = Readonly<Record<string, number>>;

/** What is counted together: a value of a dimension, and what is counted of it. */
export interface Cell {
  dimension: Dimension | 'systems';
  value: string;
  /** An outcome, or the kind of a deadline. */
  state: string;
}

/** What one assessment adds to a portfolio. */
export const PartSchema = z.strictObject({
  facets: z.array(FacetSchema),
  deadlines: z.array(DeadlineSchema),
});
export type Part = z.infer<typeof PartSchema>;

/** What an assessment adds to a portfolio. Findings that do not apply are not in it. */
export function partOf(assessment: Assessment, declared: Declared, owners: Owners, today: Day): Part {
  return {
    facets: facetsOf(assessment, owners),
    deadlines: deadlinesOf(assessment, declared, owners, today),
  };
}

function facetsOf({ pack, jurisdiction, findings }: Assessment, owners: Owners): Facet[] {
  const facets = new Map<string, Facet>();
  for (const { rule, force, outcome, controls } of findings) {
    if (outcome === 'not-applicable') continue;
    const alike = { pack, jurisdiction, force, outcome, controls, owner: owners.of(`${pack}/${rule}`) };
    const key = JSON.stringify(alike);
    facets.set(key, { ...alike, findings: (facets.get(key)?.findings ?? 0) + 1 });
  }
  return [...facets.values()];
}

/** What an assessed system declares that runs out. */
interface Declared {
  evidence: Readonly<Record<string, { expires?: Day | undefined }>>;
  waivers: readonly { rule: string; expires: Day }[];
}

/**
 * Every later day on which a binding duty begins, or on which evidence or a waiver counts for the last time that a binding
 * duty rests on.
 */
function deadlinesOf(
  { pack, findings }: Assessment,
  { evidence, waivers }: Declared,
  owners: Owners,
  today: Day,
): Deadline[] {
  const found: Deadline[] = [];
  const add = (day: Day | null | undefined, kind: Deadline['kind'], of: string, rule: string): void => {
    if (day && day >= today) found.push({ day, kind, of, owner: owners.of(rule), rules: [rule] });
  };
  for (const finding of findings.filter(isBinding)) {
    const rule = `${pack}/${finding.rule}`;
    if (finding.outcome === 'upcoming') add(finding.appliesFrom, 'starts', pack, rule);
    else if (finding.outcome === 'waived') add(lastDay(rule, waivers), 'waiver-expires', rule, rule);
    else if (restsOnAll(finding))
      for (const key of finding.evidence) add(own(evidence, key)?.expires, 'evidence-expires', key, rule);
  }
  return merged(found);
}

/** Whether all evidence has to count for a duty to come to what it does: it then comes to something else on the day after. */
function restsOnAll({ outcome, reason }: Finding): boolean {
  return outcome === 'met' || (outcome === 'partial' && reason === 'beyond-controls');
}

/** The facets of a system. */
export function facetsIn(parts: Readonly<Record<string, Part>>): Facet[] {
  return Object.values(parts).flatMap(({ facets }) => facets);
}

/** The deadlines of a system. */
export function deadlinesIn(parts: Readonly<Record<string, Part>>): Deadline[] {
  return merged(Object.values(parts).flatMap(({ deadlines }) => deadlines));
}

/** Deadlines as they are told, the earliest first: what happens on one day to one thing is one deadline. */
function merged(deadlines: readonly Deadline[]): Deadline[] {
  const byName = Map.groupBy(deadlines, deadlineName);
  const names = [...byName.keys()].sort();
  return names.flatMap((name) => {
    const [first, ...others] = byName.get(name) ?? [];
    if (!first) return [];
    const rules = [first, ...others].flatMap((deadline) => deadline.rules);
    return [{ ...first, rules: [...new Set(rules)] }];
  });
}

/** Tells the deadlines of a system apart, and sorts them by day. */
export function deadlineName({ day, kind, of, owner }: Omit<Deadline, 'rules'>): string {
  return `${day}#${kind}#${of}#${owner ?? ''}`;
}

function isBinding({ force }: Pick<Finding, 'force'>): boolean {
  return force === 'binding';
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** While one of several waivers counts, the duty is waived. */
function lastDay(rule: string, waivers: Declared['waivers']): Day | undefined {
  const days = waivers.flatMap((waiver) => (waiver.rule === rule ? [waiver.expires] : []));
  return days.sort().at(-1);
}

/**
 * What one system adds to the counts. Status counts everything by its force; every other dimension counts binding law only.
 *
 * @param parts what its assessments add, by pack
 * @param isAssessable whether the rules understand its profile
 */
export function countsOf(parts: Readonly<Record<string, Part>>, isAssessable: boolean): Counts {
  const counts: Record<string, number> = {};
  const add = (dimension: Cell['dimension'], value: string, state: string, number: number): void => {
    const name = cellName({ dimension, value, state });
    counts[name] = (counts[name] ?? 0) + number;
  };
  add('systems', 'all', isAssessable ? 'assessed' : 'not-assessable', 1);
  for (const facet of facetsIn(parts)) {
    const { outcome, findings } = facet;
    add('status', facet.force, outcome, findings);
    if (!isBinding(facet)) continue;
    add('jurisdiction', facet.jurisdiction, outcome, findings);
    add('owner', facet.owner ?? '', outcome, findings);
    for (const control of facet.controls) add('control', control, outcome, findings);
  }
  for (const { day, kind, rules } of deadlinesIn(parts)) add('deadline', day.slice(0, 7), kind, rules.length);
  return counts;
}

export function cellName({ dimension, value, state }: Cell): string {
  return `${dimension}/${value}/${state}`;
}

/** The cell with a name. Values may hold slashes, dimensions and states do not. */
export function cellNamed(name: string): Cell {
  const [first, last] = [name.indexOf('/'), name.lastIndexOf('/')];
  const dimension = z.enum([...DIMENSIONS, 'systems']).parse(name.slice(0, first));
  return { dimension, value: name.slice(first + 1, last), state: name.slice(last + 1) };
}
