import { check } from '../../engine/check.ts';
import { reportOn } from '../../engine/system-report.ts';
import { together, within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { readProfileIn } from '../http/read-profile.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readBody, async ({ identity, body }) => {
  const { packs, catalogue } = await rulesOf(identity.tenant);
  const chosen = within('body', () => choosePacks(body.packs, packs));
  return { status: 200, body: reportOn(body.profile, chosen, catalogue, body.asOf) };
});

function readBody(value: unknown) {
  const [{ asOf = today(), packs }, profile] = together(
    () => check(operation.body, value),
    () => readProfileIn(value),
  );
  return { profile, asOf, packs };
}
