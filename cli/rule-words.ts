import type { Manifest, Parameter } from '../engine/pack.ts';

type Penalty = NonNullable<Manifest['penalties']>[number];

/** What a penalty comes to at most; empty where the pack says no sum. */
export function sumText({ amount, currency, percent, of, which }: Penalty): string {
  const fixed = amount === undefined ? undefined : `${currency ?? ''} ${amount.toLocaleString('en')}`.trim();
  const share = percent === undefined ? undefined : `${percent} % of ${of}`;
  return [fixed, share].filter((part) => part !== undefined).join(` or ${which ? `(the ${which}) ` : ''}`);
}

/** A quantity the law sets: `at least 6 months after placing`. */
export function quantityText({ bound, value, unit, after, before }: Parameter): string {
  const event = after ? ` after ${after}` : before ? ` before ${before}` : '';
  return `${bound.replace('-', ' ')} ${value} ${unit}${event}`;
}
