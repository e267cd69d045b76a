import * as z from 'zod';

/** Everything that can go wrong, by name. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'There is no verified identity' },
  forbidden: { status: 403, title: 'The identity does not allow this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'already-exists': { status: 409, title: 'It exists already' },
  'in-progress': { status: 409, title: 'The first request with this key is still being worked on' },
  'does-not-fit': { status: 409, title: 'The stored profile does not fit the fact catalogue any more' },
  conflict: { status: 409, title: 'Somebody else was quicker' },
  stale: { status: 412, title: 'It was changed since it was read' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is not JSON' },
  'key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'precondition-required': { status: 428, title: 'The request does not say which version it changes' },
  'too-many-requests': { status: 429, title: 'Your organisation asks too much at once' },
  internal: { status: 500, title: 'Jurismap failed' },
  unavailable: { status: 503, title: 'Jurismap cannot answer at the moment' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemKind = keyof typeof PROBLEMS;

/** The part of a request a field stands in. */
const PARTS = ['path', 'query', 'header', 'body'] as const;
export type Part = (typeof PARTS)[number];

const FieldErrorSchema = z
  .strictObject({
    in: z.enum(PARTS),
    pointer: z.string().meta({ description: 'RFC 6901 JSON pointer to the field within that part' }),
    reason: z.string(),
    hint: z.string().optional(),
    place: z
      .strictObject({ file: z.string(), line: z.int(), column: z.int(), pointer: z.string() })
      .optional()
      .meta({ description: 'Where it stands in a file that is the field; lines and columns count from 1' }),
  })
  .meta({ id: 'FieldError' });
/** One bad field of a request. */
export type FieldError = z.infer<typeof FieldErrorSchema>;

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export const ProblemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().meta({ description: 'The path that was called' }),
    requestId: z.string().meta({ description: 'Name it when you report the problem' }),
    errors: z.array(FieldErrorSchema).optional().meta({ description: 'Every bad field' }),
    furtherErrors: z.int().optional().meta({ description: 'How many more errors there are than are listed' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof ProblemSchema>;

/** An answer other than the one hoped for. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly kind: ProblemKind;
  readonly headers: Readonly<Record<string, string>>;
  /** @param detail told to the caller */
  constructor(kind: ProblemKind, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.kind = kind;
    this.headers = headers;
  }
}

/** A request with bad fields: all of them. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly errors: readonly FieldError[];
  constructor(errors: readonly FieldError[]) {
    super(`${errors.length} bad fields`);
    this.errors = errors;
  }
}
