import type { Gate } from '../../engine/gate.ts';

/** Why the exit code is what it is, in one sentence. */
export function verdict({ result, exitCode, reason }: Gate): string {
  return `Exit code ${exitCode} (${result.replaceAll('-', ' ')}): ${reason}.`;
}
