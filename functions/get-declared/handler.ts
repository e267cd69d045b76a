import { reviewOf } from '../../engine/declared-review.ts';
import { readCurrent } from '../http/current.ts';
import { endpoint } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { rules } from '../http/rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system } }) => {
  const { declared, profile, declarations } = await readCurrent(tenant, system);
  const asOf = today();
  return {
    status: 200,
    body: { system, asOf, declared, ...reviewOf(profile, declarations, rules.packs, asOf) },
  };
});
