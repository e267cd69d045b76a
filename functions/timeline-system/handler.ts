import { timeline } from '../../engine/timeline.ts';
import { readSystem } from '../../store/systems.ts';
import { within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { endpoint } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { stillValid } from '../http/read-profile.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path, query }) => {
  const { from = today(), to } = query;
  const packs = within('query', () => choosePacks(query.packs));
  const { profile } = await readSystem(table, identity.tenant, path.system);
  const body = within('query', () => timeline(stillValid(profile), packs, rules.catalogue, from, to));
  return { status: 200, body };
});
