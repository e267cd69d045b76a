import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Operation, OperationSchema } from '../infra/operations.ts';

/** An operation and the module that handles it. */
export interface BuildableOperation extends Operation {
  /** Path of its `handler.ts`. */
  readonly entry: string;
}

/**
 * Every folder with a `handler.ts` is an operation of the API, named like its folder.
 *
 * @param functionsDir the folder of the operations, `functions/`
 * @throws when an operation states something the cloud cannot do, or a handler has none
 */
export async function listOperations(functionsDir: string): Promise<BuildableOperation[]> {
  const folders = await readdir(functionsDir, { withFileTypes: true });
  const names = folders
    .filter((folder) => folder.isDirectory() && existsSync(join(functionsDir, folder.name, 'handler.ts')))
    .map((folder) => folder.name)
    .sort();
  return Promise.all(names.map((name) => readOperation(functionsDir, name)));
}

async function readOperation(functionsDir: string, name: string): Promise<BuildableOperation> {
  const entry = join(functionsDir, name, 'handler.ts');
  const file = join(functionsDir, name, 'operation.ts');
  if (!existsSync(file)) throw new Error(`functions/${name}: has handler.ts but no operation.ts`);
  const module: unknown = await import(pathToFileURL(file).href);
  const declared =
    module !== null && typeof module === 'object' && 'operation' in module ? module.operation : null;
  // An operation also states its summary and schemas; the cloud needs only how it is reached and what it touches.
  const result = OperationSchema.strip().safeParse({ ...Object(declared), name });
  if (!result.success) {
    const reasons = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`functions/${name}/operation.ts: ${reasons.join('; ')}`);
  }
  return { ...result.data, entry };
}
