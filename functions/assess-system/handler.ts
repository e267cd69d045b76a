import { check } from '../../engine/check.ts';
import { assess } from '../http/assess.ts';
import { showAssessment } from '../http/assessment.ts';
import { within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { readCurrent } from '../http/current.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { once } from '../http/once.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readBody, (call) => {
  const { identity, path, body } = call;
  return once(call, [operation.name, path.system, body.requested], async () => {
    const stored = await readCurrent(identity.tenant, path.system);
    const { packs, catalogue } = await rulesOf(identity.tenant);
    const chosen = within('body', () => choosePacks(body.requested.packs, packs));
    const { report, records } = await assess(identity, stored, { asOf: body.asOf, packs: chosen, catalogue });
    return { status: 201, body: { ...report, assessments: records.map(showAssessment) } };
  });
});

function readBody(value: unknown) {
  const requested = check(operation.body, value) ?? {};
  return { requested, asOf: requested.asOf ?? today() };
}
