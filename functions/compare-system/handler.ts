import { changeFacts } from '../../engine/change-facts.ts';
import { check } from '../../engine/check.ts';
import { differences } from '../../engine/difference.ts';
import { within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { readCurrent, readEarlier } from '../http/current.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  async ({ identity: { tenant }, path: { system }, body }) => {
    const { version, set = [], asOf = today(), from = asOf } = body;
    const rules = await rulesOf(tenant);
    const packs = within('body', () => choosePacks(body.packs, rules.packs));
    const { profile: current } = await readCurrent(tenant, system);
    const earlier =
      version === undefined
        ? current
        : await readEarlier(tenant, system, version, 'compare with a later version');
    const changed = changeFacts(current, set, rules.catalogue, (i) => ({ pointer: `/set/${i}` }));
    return {
      status: 200,
      body: differences(
        { profile: earlier, packs, asOf: from },
        { profile: changed, packs, asOf },
        rules.catalogue,
      ),
    };
  },
);
