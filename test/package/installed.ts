import { type ExecFileOptions, execFile } from 'node:child_process';
import { inject } from 'vitest';
import type { Ended } from '../cli/jurismap.ts';

export const installed = inject('installed');

/** Runs a program in a stranger's environment and folder. */
export function asStranger(
  file: string,
  args: readonly string[],
  { cwd = installed.folder, env = {} }: Pick<ExecFileOptions, 'cwd' | 'env'> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...installed.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(file, args, options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
