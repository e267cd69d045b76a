import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as z from 'zod';
import { type Job, JobSchema } from '../infra/jobs.ts';
import { type Operation, OperationSchema } from '../infra/operations.ts';

/** Something that runs in the cloud, and the module that handles it. */
type Buildable<T> = T & {
  /** Path of its `handler.ts`. */
  readonly entry: string;
};

/** What runs in the cloud. */
export interface Functions {
  readonly operations: readonly Buildable<Operation>[];
  readonly jobs: readonly Buildable<Job>[];
}

/**
 * Every folder with a `handler.ts` is a function named like its folder: an operation of the API if it has an
 * `operation.ts`, a job if it has a `job.ts`.
 *
 * @param functionsDir the folder of the functions, `functions/`
 * @throws when one states something the cloud cannot do, or a handler states nothing
 */
export async function listFunctions(functionsDir: string): Promise<Functions> {
  const folders = await readdir(functionsDir, { withFileTypes: true });
  const names = folders
    .filter((folder) => folder.isDirectory() && existsSync(join(functionsDir, folder.name, 'handler.ts')))
    .map((folder) => folder.name)
    .sort();
  const isJob = (name: string): boolean => existsSync(join(functionsDir, name, 'job.ts'));
  const operations = names.filter((name) => !isJob(name));
  return {
    operations: await Promise.all(
      operations.map((name) => read(functionsDir, name, 'operation', OperationSchema.strip())),
    ),
    jobs: await Promise.all(names.filter(isJob).map((name) => read(functionsDir, name, 'job', JobSchema))),
  };
}

/** @param kind what the file is called, and what it exports */
async function read<T>(
  functionsDir: string,
  name: string,
  kind: 'operation' | 'job',
  schema: z.ZodType<T>,
): Promise<Buildable<T>> {
  const file = join(functionsDir, name, `${kind}.ts`);
  if (!existsSync(file)) throw new Error(`functions/${name}: has handler.ts but no ${kind}.ts`);
  const module: unknown = await import(pathToFileURL(file).href);
  const declared: unknown = module !== null && typeof module === 'object' ? Reflect.get(module, kind) : null;
  // An operation also states its summary and schemas; the cloud needs only how it is reached and what it touches.
  const result = schema.safeParse({ ...Object(declared), name });
  if (!result.success) {
    const reasons = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`functions/${name}/${kind}.ts: ${reasons.join('; ')}`);
  }
  return { ...result.data, entry: join(functionsDir, name, 'handler.ts') };
}
