import { listHistory, readDetails } from '../../store/assessments.ts';
import { showAssessment } from '../http/assessment.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path }) => {
  const { system, pack, sequence } = path;
  const at = { limit: 1, start: String(sequence) };
  const { items } = await listHistory(table, tenant, system, pack, at);
  const record = items.find((item) => item.sequence === sequence);
  if (!record) {
    throw new HttpProblem('not-found', `there is no assessment ${sequence} of "${system}" under "${pack}"`);
  }
  const { findings, scores, measures } = await readDetails(table, tenant, record);
  return { status: 200, body: { ...showAssessment(record), findings, scores, measures } };
});
