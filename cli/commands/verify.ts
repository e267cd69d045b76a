import type * as z from 'zod';
import { operation as verifySystem } from '../../functions/verify-system/operation.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted } from '../page.ts';
import { refusalError } from '../remote/api.ts';
import { deployed } from '../remote/deployed.ts';
import { verifyArchive } from '../verify-archive.ts';

export interface VerifyOptions {
  api?: string;
  retryFor: number;
  format: 'table' | 'json';
}

type Page = z.infer<typeof verifySystem.response.schema>;
type Verification = Omit<Page, 'cursor'>;

/**
 * `jurismap verify SYSTEM --api URL`: has a deployed Jurismap make all stored assessments of a system again and compare them
 * with what it stores. `jurismap verify FILE` does the same with an archive, here and without asking anybody.
 *
 * @returns 0 when everything is whole, 1 when something is altered, missing, different or cannot be made again
 */
export async function verify(
  what: string,
  { api: address, retryFor, format }: VerifyOptions,
): Promise<ExitCode> {
  const found =
    address === undefined ? await verifyArchive(what) : await verifyThere(what, address, retryFor);
  process.stdout.write(format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : table(found));
  return isWhole(found) ? EXIT.pass : EXIT.unlike;
}

async function verifyThere(system: string, address: string, retryFor: number): Promise<Verification> {
  const { api } = deployed(address, retryFor, process.env);
  let found: Verification | undefined;
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = cursor === null ? {} : { cursor };
    const answer = await api.ask(verifySystem, { system, query });
    if (!('body' in answer)) throw refusalError(answer, api.base);
    const { cursor: next, ...page } = answer.body;
    found = found ? joined(found, page) : page;
    cursor = next;
  } while (cursor !== null);
  return found;
}

function joined(one: Verification, other: Verification): Verification {
  return {
    ...one,
    examined: one.examined + other.examined,
    reproduced: one.reproduced + other.reproduced,
    different: [...one.different, ...other.different],
    notReproducible: [...one.notReproducible, ...other.notReproducible],
  };
}

function isWhole({ defects, different, notReproducible }: Verification): boolean {
  return defects.length + different.length + notReproducible.length === 0;
}

function table(found: Verification): string {
  const { system, newest, defects, examined, reproduced, different, notReproducible } = found;
  const lines = [
    `${system}: ${counted(examined, 'assessment')} made again, ${reproduced} equal to what is stored, byte for byte.`,
    ...defects.map(({ kind, what }) => `  ${kind}: ${what}`),
    ...different.map(({ pack, sequence }) => `  different: assessment ${sequence} under ${pack}`),
    ...notReproducible.map(
      ({ pack, sequence, why }) => `  not made again (${why}): assessment ${sequence} under ${pack}`,
    ),
    ...(isWhole(found) ? ['Every chain of digests is whole.'] : []),
    'Keep these elsewhere; whoever rewrites the history cannot rewrite them:',
    `  profile ${newest.profile}`,
    ...(newest.register === null ? [] : [`  register ${newest.register}`]),
    ...Object.entries(newest.assessments).map(([pack, record]) => `  ${pack} ${record}`),
  ];
  return `${lines.join('\n')}\n`;
}
