import { listAssessments, listHistory } from '../../store/assessments.ts';
import { assessmentsOn } from '../../store/on-day.ts';
import { readHead } from '../../store/systems.ts';
import { showAssessment } from '../http/assessment.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { nobodyHadLooked } from '../http/on-day.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  const { pack, on } = query;
  const list = [tenant, operation.name, system, pack];
  const start = readCursor(list, query.cursor);
  await readHead(table, tenant, system);
  if (on !== undefined) {
    const told = await assessmentsOn(table, tenant, system, on);
    const wanted = told.filter((record) => pack === undefined || record.pack === pack);
    const remark = nobodyHadLooked(wanted, on, pack);
    return { status: 200, body: { assessments: wanted.map(showAssessment), remark, cursor: null } };
  }
  const { items, next } =
    pack === undefined
      ? { items: await listAssessments(table, tenant, system), next: undefined }
      : await listHistory(table, tenant, system, pack, { limit: query.limit, start });
  const cursor = next === undefined ? null : writeCursor(list, next);
  return { status: 200, body: { assessments: items.map(showAssessment), remark: null, cursor } };
});
