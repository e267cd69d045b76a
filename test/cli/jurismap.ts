import { execFile } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { GateSchema } from '../../engine/gate.ts';
import { SystemReportSchema } from '../../engine/system-report.ts';

export const BINARY = join(import.meta.dirname, '..', '..', 'cli', 'jurismap.ts');
export const FIXTURES = join(import.meta.dirname, 'fixtures');

/** How a call of the command line ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Calls the real command line from the folder of the fixtures. */
export function jurismap(...args: string[]): Promise<Ended> {
  return call(process.execPath, [BINARY, ...args]);
}

/** The same in an environment in which nothing else is set, such as that of a pipeline. */
export function jurismapWith(environment: Record<string, string>, ...args: string[]): Promise<Ended> {
  const { PATH = '' } = process.env;
  return call(process.execPath, [BINARY, ...args], { PATH, ...environment });
}

/** Runs a line of shell in the folder of the fixtures. */
export function inShell(command: string): Promise<Ended> {
  return call('sh', ['-c', command]);
}

function call(file: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: FIXTURES, maxBuffer: 64 * 1024 * 1024, env };
    const child = execFile(file, args, options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** What pipelines read of the JSON for one system. */
export function readReport(stdout: string): z.infer<typeof SystemReportSchema> {
  return SystemReportSchema.parse(JSON.parse(stdout));
}

const SeveralSchema = z.strictObject({
  asOf: z.string(),
  gate: GateSchema,
  systems: z.array(SystemReportSchema),
});

/** What pipelines read of the JSON for several systems. */
export function readReports(stdout: string): z.infer<typeof SeveralSchema> {
  return SeveralSchema.parse(JSON.parse(stdout));
}
