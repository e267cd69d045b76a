import { check } from '../../engine/check.ts';
import { assess } from '../http/assess.ts';
import { showAssessment } from '../http/assessment.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { readCurrent } from '../http/current.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { once } from '../http/once.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readBody, (call) => {
  const { identity, path, body } = call;
  return once(call, [operation.name, path.system, body.requested], async () => {
    const stored = await readCurrent(identity.tenant, path.system);
    const { report, records } = await assess(identity, stored, body);
    return { status: 201, body: { ...report, assessments: records.map(showAssessment) } };
  });
});

function readBody(value: unknown) {
  const requested = check(operation.body, value) ?? {};
  return { requested, asOf: requested.asOf ?? today(), packs: choosePacks(requested.packs) };
}
