import { summaryOf } from '../../engine/pack-summary.ts';
import { endpoint } from '../http/endpoint.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant } }) => {
  const { packs } = await rulesOf(tenant);
  return { status: 200, body: { packs: packs.map(summaryOf) } };
});
