import type { Finding } from '../../engine/finding.ts';
import { isWithin } from '../../engine/places.ts';
import { type AssessmentRecord, listAssessments, readDetails } from '../../store/assessments.ts';
import { assessmentsOn } from '../../store/on-day.ts';
import { readHead } from '../../store/systems.ts';
import { showAssessment } from '../http/assessment.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { isAmong } from '../http/is-among.ts';
import { nobodyHadLooked } from '../http/on-day.ts';
import { table } from '../http/table.ts';
import { type Filters, operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  const { limit, cursor, on, ...filters } = query;
  const { version } = await readHead(table, tenant, system);
  const told =
    on === undefined
      ? await listAssessments(table, tenant, system)
      : await assessmentsOn(table, tenant, system, on);
  const records = told.filter((record) => passes(record, filters));
  // A cursor counts findings of these very assessments; after the next assessment it is refused.
  const list = [tenant, operation.name, system, filters, records.map(({ record }) => record)];
  const start = Number(readCursor(list, cursor) ?? 0);
  const findings = (await Promise.all(records.map((record) => findingsOf(tenant, record, filters)))).flat();
  const next = start + limit;
  return {
    status: 200,
    body: {
      system,
      version,
      on: on ?? null,
      remark: nobodyHadLooked(told, on),
      assessments: records.map(showAssessment),
      findings: findings.slice(start, next),
      total: findings.length,
      cursor: next < findings.length ? writeCursor(list, String(next)) : null,
    },
  };
});

/** Whether a whole assessment can hold findings of interest. */
function passes({ pack, summary }: AssessmentRecord, filters: Filters): boolean {
  const { jurisdiction } = filters;
  return (
    isAmong(pack, filters.pack) &&
    (!jurisdiction || jurisdiction.some((place) => isWithin(summary.jurisdiction, place)))
  );
}

async function findingsOf(tenant: string, record: AssessmentRecord, filters: Filters) {
  const { findings, pack, jurisdiction } = await readDetails(table, tenant, record);
  return findings
    .filter((finding) => isWanted(finding, filters))
    .map((finding) => ({ pack, jurisdiction, ...finding }));
}

function isWanted({ outcome, severity, kind, role, controls }: Finding, filters: Filters): boolean {
  return (
    isAmong(outcome, filters.outcome) &&
    isAmong(outcome, filters.status) &&
    isAmong(severity, filters.severity) &&
    isAmong(kind, filters.kind) &&
    (!filters.role || (role !== null && filters.role.includes(role))) &&
    (!filters.control || filters.control.some((control) => controls.includes(control)))
  );
}
