import * as z from 'zod';
import { leavesOf, NO_NAMES, readCondition } from './condition.ts';
import { isWithin, knownPlace } from './places.ts';
import type { Path, Problem } from './problem.ts';
import { toPointer } from './problem.ts';

const OptionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  label: z.string().min(1),
  definition: z.string().optional(),
});

const base = {
  id: z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/),
  topic: z.string().min(1),
  question: z.string().min(1),
  help: z.string().optional(),
  askWhen: z.record(z.string(), z.unknown()).optional(),
};

/** One typed question about the world, as the catalogue's YAML writes it. */
export const FactSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('boolean') }),
  z.strictObject({ ...base, type: z.literal('enum'), options: z.array(OptionSchema).min(2) }),
  z.strictObject({
    ...base,
    type: z.literal('set'),
    options: z.union([z.array(OptionSchema).min(1), z.literal('places')]),
  }),
  z.strictObject({
    ...base,
    type: z.literal('number'),
    unit: z.string(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
  z.strictObject({ ...base, type: z.literal('date') }),
]);
export type Fact = z.infer<typeof FactSchema>;

/** Written for a date that has not come and is not planned; it is neither before nor after any day. */
export const NEVER = 'never';

/** A fact's value in a profile. A fact that is absent is unknown. */
export type FactValue = boolean | number | string | readonly string[];
export type Facts = Readonly<Record<string, FactValue>>;

/** The fact catalogue: every question a profile can answer. */
export class Catalogue {
  readonly facts: readonly Fact[];
  readonly #byId: ReadonlyMap<string, Fact>;

  constructor(facts: readonly Fact[]) {
    this.facts = facts;
    this.#byId = new Map(facts.map((fact) => [fact.id, fact]));
  }

  get(id: string): Fact | undefined {
    return this.#byId.get(id);
  }

  /** True when `value` may stand for an enum or in a set. */
  allows(fact: Fact & { type: 'enum' | 'set' }, value: string): boolean {
    return fact.options === 'places' ? knownPlace(value) : fact.options.some((option) => option.id === value);
  }

  /** The ids of what a fact can be chosen from; none for places, which are too many to list. */
  optionsOf(fact: Fact): string[] {
    if ((fact.type !== 'enum' && fact.type !== 'set') || fact.options === 'places') return [];
    return fact.options.map((option) => option.id);
  }

  /** Every defect of the catalogue itself: duplicate ids, and gates that do not read or wait for each other. */
  defects(): Problem[] {
    const problems: Problem[] = [];
    const seen = new Set<string>();
    for (const [i, fact] of this.facts.entries()) {
      if (seen.has(fact.id))
        problems.push({ pointer: toPointer([i]), reason: `"${fact.id}" is declared twice` });
      seen.add(fact.id);
      const report = (path: Path, reason: string, hint?: string): void => {
        problems.push({ pointer: toPointer(path), reason: `${fact.id}: ${reason}`, ...(hint && { hint }) });
      };
      if (fact.askWhen) readCondition(fact.askWhen, [i, 'askWhen'], this, NO_NAMES, report);
      if (this.#waitsFor(fact.id, fact.id, new Set())) report([i, 'askWhen'], 'its gate waits for itself');
      const options = this.optionsOf(fact);
      if (new Set(options).size < options.length) {
        problems.push({ pointer: toPointer([i, 'options']), reason: `${fact.id} has an option twice` });
      }
    }
    return problems;
  }

  /** Whether the gate of a fact, or of a fact it asks about, asks about `other`. */
  #waitsFor(id: string, other: string, seen: Set<string>): boolean {
    const gate = this.get(id)?.askWhen;
    if (!gate || seen.has(id)) return false;
    seen.add(id);
    const asked = leavesOf(readCondition(gate, [], this, NO_NAMES, () => {}));
    return asked.some(
      (leaf) => leaf.op === 'fact' && (leaf.fact === other || this.#waitsFor(leaf.fact, other, seen)),
    );
  }
}

/** Whether a listed place settles that something is within `target`: a broader place ("US" for "US-CA") does not. */
export function placeAnswers(listed: readonly string[], target: string): boolean | undefined {
  if (listed.some((place) => isWithin(place, target))) return true;
  return listed.some((place) => isWithin(target, place)) ? undefined : false;
}
