import type { Gate } from '../engine/gate.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/** Why the exit code is what it is, in one sentence. */
export function verdict(gate: Gate, exitCode: ExitCode): string {
  const because =
    exitCode === EXIT.pass && gate.result === 'undetermined'
      ? `${gate.reason}, which --allow-undetermined accepts`
      : gate.reason;
  return `Exit code ${exitCode} (${gate.result}): ${because}.`;
}
