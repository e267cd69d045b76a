import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureCost, type StepCost } from '../../bench/cost.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const UNITS = ['read', 'write', 'index'] as const;

/** The units of each step as docs/cost.md has them. */
function written(): Map<string, number[]> {
  const page = readFileSync(join(ROOT, 'docs', 'cost.md'), 'utf8');
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(
    rows
      .filter((cells) => cells.length === 9)
      .map(([, step = '', ...cells]) => [step, cells.slice(0, 3).map(Number)]),
  );
}

const rounded = (step: StepCost) => UNITS.map((unit) => Math.round(step[unit] * 10) / 10);

it('docs/cost.md says what things cost (npm run cost writes it anew)', async () => {
  const page = written();
  for (const step of await measureCost(ROOT)) {
    const figures = page.get(step.step);
    expect(figures, step.step).toBeDefined();
    for (const [i, units] of rounded(step).entries()) {
      // Ids and times compress a little differently every time.
      const tolerance = Math.max(0.6, 0.1 * units);
      expect(Math.abs((figures?.[i] ?? 0) - units), `${step.step}: ${UNITS[i]} ${units}`).toBeLessThanOrEqual(
        tolerance,
      );
    }
  }
}, 180_000);
