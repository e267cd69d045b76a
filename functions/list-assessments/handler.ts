import { listAssessments, listHistory } from '../../store/assessments.ts';
import { readHead } from '../../store/systems.ts';
import { showAssessment } from '../http/assessment.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  const list = [tenant, operation.name, system, query.pack];
  const start = readCursor(list, query.cursor);
  await readHead(table, tenant, system);
  const { items, next } =
    query.pack === undefined
      ? { items: await listAssessments(table, tenant, system), next: undefined }
      : await listHistory(table, tenant, system, query.pack, { limit: query.limit, start });
  const cursor = next === undefined ? null : writeCursor(list, next);
  return { status: 200, body: { assessments: items.map(showAssessment), cursor } };
});
