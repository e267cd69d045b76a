import * as z from 'zod';
import type { ProblemKind } from './problem.ts';
import type { Scope } from './scopes.ts';

/** What the API promises about one operation. Its routes, the OpenAPI document and the checks of requests come from it. */
export interface Operation {
  /** The name of its folder. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path template, with parameters in braces. */
  readonly path: `/v1/${string}`;
  /** Any one of these lets a caller in. */
  readonly scopes: readonly Scope[];
  /** Answers without a token. */
  readonly public?: true;
  /** Pipelines can call it with signed requests too, where the deployment names roles. */
  readonly signed?: true;
  /** What it does with stored items. */
  readonly table: 'none' | 'read' | 'write';
  /** Puts messages on the work queue. */
  readonly queue?: true;
  /** Subscribes people to mail. */
  readonly mail?: true;
  /** MB */
  readonly memory?: number;
  /** seconds */
  readonly timeout?: number;
  /** Bytes of a body that are read, where it is more than for others. */
  readonly largestBody?: number;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: {
    readonly path: z.ZodObject;
    readonly query: z.ZodObject;
    /** By lower-case name; other headers are none of its business. */
    readonly header: z.ZodObject;
  };
  readonly body?: z.ZodType;
  readonly response: {
    readonly status: 200 | 201;
    readonly description: string;
    readonly schema: z.ZodType;
    readonly headers?: z.ZodObject;
    /** JSON when left out. */
    readonly mediaType?: 'text/calendar';
  };
  /** What can go wrong beyond what can go wrong with every request. */
  readonly problems: readonly ProblemKind[];
}

/** No parameters; those that come nevertheless are refused. */
export const NO_PARAMETERS = z.strictObject({});

/** No headers of interest. */
export const NO_HEADERS = z.object({});
