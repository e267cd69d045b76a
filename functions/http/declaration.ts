import * as z from 'zod';
import { type Declaration, DeclarationSchema } from '../../engine/declarations.ts';
import { declare, type Entry, type Register } from '../../store/register.ts';
import { readHead } from '../../store/systems.ts';
import type { Answer } from './answer.ts';
import type { Identity } from './identity.ts';
import { noted } from './noted.ts';
import { changeBy } from './now.ts';
import { table } from './table.ts';

/** An entry of a register as the API tells of it. */
export const DeclarationEntry = z
  .strictObject({
    sequence: z.int().meta({ description: 'Position in the register of the system, from 1' }),
    declaration: DeclarationSchema.meta({ id: 'Declaration' }),
    by: z.string().meta({ description: 'Subject of the token that declared it' }),
    at: z.string(),
    record: z.string().meta({ description: 'Digest of this entry' }),
    previous: z.string().nullable().meta({ description: 'Digest of the entry before' }),
  })
  .meta({ id: 'DeclarationEntry' });

/** How a declaration is answered. */
export const declared = {
  status: 201,
  description: 'The declaration as it was entered; assessments rest on it from now on',
  schema: DeclarationEntry,
} as const;

export function showEntry({ sequence, declaration, by, at, record, previous }: Entry) {
  return { sequence, declaration, by, at, record, previous };
}

/**
 * Enters a declaration in the register of a system and answers with the entry.
 *
 * @param decide what to declare, seeing what stands; throws where that forbids it
 * @throws NotFoundError, StaleError, TooLargeError
 */
export async function answerDeclaration(
  identity: Identity,
  system: string,
  decide: (now: Register) => Declaration,
): Promise<Answer> {
  await readHead(table, identity.tenant, system);
  const entry = await noted(identity.tenant, system, () =>
    declare(table, identity.tenant, system, decide, changeBy(identity)),
  );
  return { status: 201, body: showEntry(entry) };
}
