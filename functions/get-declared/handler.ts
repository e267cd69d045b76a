import { reviewOf } from '../../engine/declared-review.ts';
import { readCurrent } from '../http/current.ts';
import { endpoint } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { readAll } from '../http/read-all.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system } }) => {
  const [{ declared, profile, declarations }, { packs }] = await readAll(
    readCurrent(tenant, system),
    rulesOf(tenant),
  );
  const asOf = today();
  return {
    status: 200,
    body: { system, asOf, declared, ...reviewOf(profile, declarations, packs, asOf) },
  };
});
