import * as z from 'zod';
import type { ZodOpenApiOverride } from 'zod-openapi';
import { SystemSchema } from '../../engine/profile.ts';

/** The id of a system, in a path. */
export const SystemId = SystemSchema.shape.id;

/** The id of a pack. */
export const PackId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'is not the id of a pack');

/** A number from 1 that counts versions or assessments, in a path or query. */
export const Counter = z
  .string()
  .regex(/^[1-9]\d{0,7}$/, 'is not a whole number from 1 to 99999999')
  .transform(Number)
  .meta({ override: shownAs(() => ({ type: 'integer', minimum: 1, maximum: 99_999_999 })) });

/** How many things a page of a list has at most. */
export function limit(standard: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .refine((number) => number >= 1 && number <= maximum, { error: `is not between 1 and ${maximum}` })
    .default(standard)
    .meta({ override: shownAs(() => ({ type: 'integer', minimum: 1, maximum, default: standard })) });
}

/** Where a page starts, as the page before said. */
export const Cursor = z.string().min(1).max(2000).meta({ description: '`cursor` of the page before' });

/** Several values, with commas between or as one parameter each. */
export function listOf<T extends z.ZodType<string, string>>(item: T) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(50))
    .meta({ override: shownAs(() => ({ type: 'array', items: withoutDialect(item), maxItems: 50 })) });
}

/** The paging of a list. */
export const paging = { limit: limit(50, 200), cursor: Cursor.optional() };

/** Parameters come as text and are read as something else: the document shows what they are read as. */
function shownAs(shown: () => z.core.JSONSchema.BaseSchema): ZodOpenApiOverride {
  return ({ jsonSchema }) => {
    for (const key of Object.keys(jsonSchema))
      if (key !== 'description') Reflect.deleteProperty(jsonSchema, key);
    Object.assign(jsonSchema, shown());
  };
}

function withoutDialect(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...shown } = z.toJSONSchema(schema, { io: 'input' });
  return shown;
}
