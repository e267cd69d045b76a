import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What a function can do with stored items. */
export const TABLE_ACCESS = ['read', 'write', 'none'] as const;

/** What the cloud needs to know about one operation of the API; the build writes these from `functions/`. */
export const OperationSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().startsWith('/v1/'),
  /** Any one of these lets a caller in. */
  scopes: z.array(z.string()),
  /** Answers without a token. */
  public: z.boolean().optional(),
  /** Pipelines can call it with signed requests too, where the deployment names roles. */
  signed: z.boolean().optional(),
  table: z.enum(TABLE_ACCESS),
  /** Puts messages on the work queue. */
  queue: z.boolean().optional(),
  /** Subscribes people to mail. */
  mail: z.boolean().optional(),
  /** MB */
  memory: z.int().min(128).max(10_240).optional(),
  /** seconds; HTTP APIs give up after 30 */
  timeout: z.int().min(1).max(29).optional(),
});
export type Operation = z.infer<typeof OperationSchema>;

/**
 * Reads the operations the build has bundled.
 *
 * @param buildDir the folder `scripts/build.ts` writes to
 * @throws when an operation could be called without a token and does not say it is public
 */
export function readOperations(buildDir: string): Operation[] {
  const file = join(buildDir, 'functions', 'routes.json');
  const operations = z.array(OperationSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const operation of operations) {
    if (operation.public !== true && operation.scopes.length === 0) {
      throw new Error(
        `${operation.name}: names no scope; add scopes, or public: true if anybody may call it`,
      );
    }
  }
  return operations;
}
