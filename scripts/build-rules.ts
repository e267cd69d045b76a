import { join } from 'node:path';
import { buildRules } from '../cli/build-rules.ts';
import { describeProblem, InputError } from '../engine/problem.ts';

// node scripts/build-rules.ts: rules/ becomes build/rules/, build/rules.json, build/profile.schema.json and build/facts.ts.
const root = join(import.meta.dirname, '..');
try {
  buildRules(join(root, 'rules'), join(root, 'build'));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  for (const problem of error.problems) console.error(describeProblem(problem));
  process.exitCode = 2;
}
