import type { Gate } from '../../../engine/gate.ts';

const NAMES: Readonly<Record<Gate['result'], string>> = {
  prohibited: '⛔ prohibited practice',
  gap: '❌ gap',
  'nothing-in-scope': '❌ nothing in scope',
  undetermined: '❓ undetermined',
  pass: '✅ pass',
};

/** The verdict at a glance. A pass is green only if something was looked at, and nothing let pass. */
export function signOf({ result, exitCode, inScope, counts }: Gate): string {
  if (result === 'undetermined' && exitCode === 0) return '⚠️ undetermined, let pass';
  if (result !== 'pass') return NAMES[result];
  if (inScope.length === 0) return '⚪ nothing in scope';
  return counts.known + counts.tolerated > 0 ? '⚠️ pass, not all in order' : NAMES.pass;
}
