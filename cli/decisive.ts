import type { Step } from '../engine/teller.ts';

/** The steps that decide: alternatives that hold, joint conditions that fail, whatever fails by itself. JSON has all. */
export function decisive({ text, value, steps }: Step): Step[] {
  if (value === null || (text === 'all of these' && value) || (text === 'any of these' && !value))
    return steps;
  const isOwn = (step: Step): boolean => step.value === value && !step.text.startsWith('exception ');
  const own = steps.filter(isOwn);
  const isAlone = text === 'any of these' || !value;
  return isAlone && own.length > 0 ? own : steps;
}
