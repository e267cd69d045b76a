import { type AssessmentRecord, assessmentChain, listAssessments } from '../../store/assessments.ts';
import { Reproducer } from '../../store/reproduce.ts';
import { newestRecords, verifySystem } from '../../store/verify.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  const list = [tenant, operation.name, system];
  const start = readCursor(list, query.cursor);
  const heads = await listAssessments(table, tenant, system);
  const newest = await newestRecords(table, tenant, system, heads);
  const defects = start === undefined ? await verifySystem(table, tenant, system) : [];
  const { records, next } = await pageOf(tenant, heads, start, query.limit);
  const reproduced = await new Reproducer(table, tenant, rules).reproduceAll(records);
  return {
    status: 200,
    body: {
      system,
      newest,
      defects,
      ...reproduced,
      cursor: next === undefined ? null : writeCursor(list, next),
    },
  };
});

/**
 * A page of all assessments of a system: pack by pack in the order of their ids, the newest of each first.
 *
 * @param start `pack#sequence` of the first, as `next` of the page before gave it
 */
async function pageOf(
  tenant: string,
  heads: readonly AssessmentRecord[],
  start: string | undefined,
  limit: number,
): Promise<{ records: AssessmentRecord[]; next: string | undefined }> {
  const [from = '', sequence = ''] = start?.split('#') ?? [];
  const records: AssessmentRecord[] = [];
  for (const head of heads.filter(({ pack }) => pack >= from)) {
    for await (const record of assessmentChain(table, tenant, head)) {
      if (record.pack === from && record.sequence > Number(sequence)) continue;
      if (records.length === limit) return { records, next: `${record.pack}#${record.sequence}` };
      records.push(record);
    }
  }
  return { records, next: undefined };
}
