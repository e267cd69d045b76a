import { check } from '../../engine/check.ts';
import { reportOn } from '../../engine/system-report.ts';
import { saveAssessment } from '../../store/assessments.ts';
import { readSystem } from '../../store/systems.ts';
import { showAssessment } from '../http/assessment.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { changeBy, today } from '../http/now.ts';
import { once } from '../http/once.ts';
import { stillValid } from '../http/read-profile.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readBody, (call) => {
  const { identity, path, body } = call;
  const { tenant } = identity;
  return once(call, [operation.name, path.system, body.requested], async () => {
    const { head, profile } = await readSystem(table, tenant, path.system);
    const report = reportOn(stillValid(profile), body.packs, rules.catalogue, body.asOf);
    const change = changeBy(identity);
    const records = await Promise.all(
      report.assessments.map((assessment) =>
        saveAssessment(table, tenant, path.system, assessment, head.version, change),
      ),
    );
    return { status: 201, body: { ...report, assessments: records.map(showAssessment) } };
  });
});

function readBody(value: unknown) {
  const requested = check(operation.body, value) ?? {};
  return { requested, asOf: requested.asOf ?? today(), packs: choosePacks(requested.packs) };
}
