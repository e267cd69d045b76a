import * as z from 'zod';
import { type Finding, FindingSchema } from './finding.ts';
import type { Parameter } from './pack.ts';
import { ParameterSchema } from './pack.ts';
import type { Parameters } from './parameters.ts';

const ComparableSchema = z.strictObject({
  bound: ParameterSchema.shape.bound,
  unit: ParameterSchema.shape.unit,
  after: z.string().nullable(),
  before: z.string().nullable(),
  /** The strictest of the binding and enforced values that apply or will; null where there is none. */
  strictest: z.number().nullable(),
  /** What it would be if everything still undetermined applied too; null where that changes nothing. */
  possible: z.number().nullable(),
  /** True where exact figures, of duties that apply or can, exclude each other. */
  excluding: z.boolean(),
  values: z.array(
    z.strictObject({
      pack: z.string(),
      rule: z.string(),
      role: z.string().nullable(),
      cite: z.string(),
      value: z.number(),
      outcome: FindingSchema.shape.outcome,
      force: FindingSchema.shape.force,
    }),
  ),
});

/** A quantity that several duties set: compared where bound, unit and event agree, otherwise side by side. */
export const QuantitySchema = z
  .strictObject({ parameter: z.string(), title: z.string(), comparable: z.array(ComparableSchema) })
  .meta({ id: 'Quantity' });
export type Quantity = z.infer<typeof QuantitySchema>;
type Comparable = z.infer<typeof ComparableSchema>;

/** A quantity of one duty. */
export interface DutyQuantity {
  parameter: string;
  quantity: Parameter;
  pack: string;
  finding: Finding;
}

/** The quantities of duties, by what they measure. */
export function quantitiesOf(all: readonly DutyQuantity[], { parameters }: Parameters): Quantity[] {
  return [...Map.groupBy(all, ({ parameter }) => parameter)].map(([parameter, of]) => ({
    parameter,
    title: parameters.find(({ id }) => id === parameter)?.title ?? parameter,
    comparable: [
      ...Map.groupBy(
        of,
        ({ quantity: { bound, unit, after = '', before = '' } }) => `${bound} ${unit} ${after} ${before}`,
      ).values(),
    ].flatMap((group) => comparableOf(group) ?? []),
  }));
}

function comparableOf(group: readonly DutyQuantity[]): Comparable | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { bound, unit, after = null, before = null } = first.quantity;
  const binding = group.filter(({ finding }) => finding.force === 'binding' && finding.notEnforced === null);
  const certain = binding.filter(({ finding }) => finding.outcome !== 'undetermined');
  const strictest = strictestOf(bound, certain);
  const possible = strictestOf(bound, binding);
  return {
    bound,
    unit,
    after,
    before,
    strictest,
    possible: possible === strictest ? null : possible,
    excluding: bound === 'exactly' && new Set(binding.map(({ quantity }) => quantity.value)).size > 1,
    values: group.map(({ pack, finding, quantity }) => ({
      pack,
      rule: finding.rule,
      role: finding.role,
      cite: finding.cite,
      value: quantity.value,
      outcome: finding.outcome,
      force: finding.force,
    })),
  };
}

/** A ceiling is strict when it is low, a floor when it is high; exact figures agree or exclude each other. */
function strictestOf(bound: Parameter['bound'], of: readonly DutyQuantity[]): number | null {
  const values = of.map(({ quantity }) => quantity.value);
  const [first] = values;
  if (first === undefined) return null;
  switch (bound) {
    case 'at-most':
      return Math.min(...values);
    case 'at-least':
      return Math.max(...values);
    case 'exactly':
      return values.every((value) => value === first) ? first : null;
  }
}
