import { randomUUID } from 'node:crypto';
import { byPointer, check } from '../../engine/check.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import { checkPolicyNames } from '../../engine/policy-names.ts';
import { recordGateRun } from '../../store/gate-runs.ts';
import { assess } from '../http/assess.ts';
import { within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { readCurrent } from '../http/current.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { requireMatch } from '../http/entity-tag.ts';
import { showGateRun } from '../http/gate-run.ts';
import { changeBy, today } from '../http/now.ts';
import { once } from '../http/once.ts';
import { table } from '../http/table.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readBody, (call) => {
  const { identity, path, header, body } = call;
  const { 'if-match': ifMatch, 'idempotency-key': key } = header;
  return once(call, [operation.name, path.system, ifMatch, body.requested], async () => {
    const stored = await readCurrent(identity.tenant, path.system);
    if (ifMatch !== undefined) requireMatch(ifMatch, stored.head);
    const rules = await rulesOf(identity.tenant);
    const packs = within('body', () => {
      checkPolicyNames(body.policy, rules, (path, ...said) => byPointer(['policy', ...path], ...said));
      return choosePacks(body.requested.packs, rules.packs);
    });
    const { catalogue } = rules;
    const { report, records } = await assess(identity, stored, { ...body, packs, catalogue });
    const { version: profileVersion, profileDigest } = stored.head;
    const { system, asOf, gate } = report;
    const assessments = records.map(({ pack, sequence, record }) => ({ pack, sequence, record }));
    const run = await recordGateRun(
      table,
      identity.tenant,
      { system: system.id, profileVersion, profileDigest, asOf, about: body.about, gate },
      { policy: body.policy, baseline: body.baseline ?? null, assessments },
      { ...changeBy(identity), request: key ?? randomUUID() },
    );
    return {
      status: 201,
      headers: { location: `/v1/systems/${run.system}/gate-runs/${run.sequence}` },
      body: { ...report, run: { ...showGateRun(run), assessments } },
    };
  });
});

function readBody(value: unknown) {
  const requested = check(operation.body, value) ?? {};
  const { asOf = today(), policy = DEFAULT_POLICY, baseline, about = null } = requested;
  return { requested, asOf, policy, baseline, about };
}
