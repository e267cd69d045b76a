import { timeline } from '../../engine/timeline.ts';
import { within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { readCurrent } from '../http/current.ts';
import { endpoint } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path, query }) => {
  const { from = today(), to } = query;
  const rules = await rulesOf(identity.tenant);
  const packs = within('query', () => choosePacks(query.packs, rules.packs));
  const { profile } = await readCurrent(identity.tenant, path.system);
  const body = within('query', () => timeline(profile, packs, rules.catalogue, from, to));
  return { status: 200, body };
});
