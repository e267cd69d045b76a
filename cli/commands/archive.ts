import { operation as getArchive } from '../../functions/get-archive/operation.ts';
import type { ArchivedItem } from '../../store/archive.ts';
import { archiveLines } from '../archive-file.ts';
import { deliver } from '../deliver.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { refusalError } from '../remote/api.ts';
import { deployed } from '../remote/deployed.ts';

export interface ArchiveOptions {
  api: string;
  retryFor: number;
  output?: string;
}

/**
 * `jurismap archive SYSTEM --api URL`: writes everything a deployed Jurismap keeps about a system to one file, which can be
 * proven without it.
 */
export async function archive(
  system: string,
  { api: address, retryFor, output }: ArchiveOptions,
): Promise<ExitCode> {
  const { api } = deployed(address, retryFor, process.env);
  const exportedAt = new Date().toISOString();
  const items: ArchivedItem[] = [];
  let tenant = '';
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = cursor === null ? {} : { cursor };
    const answer = await api.ask(getArchive, { system, query });
    if (!('body' in answer)) throw refusalError(answer, api.base);
    items.push(...answer.body.items);
    ({ tenant, cursor } = answer.body);
  } while (cursor !== null);
  const lines = archiveLines({ jurismapArchive: 1, tenant, system, exportedAt, items: items.length }, items);
  return deliver(lines, output) ? EXIT.pass : EXIT.wrong;
}
