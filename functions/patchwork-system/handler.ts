import { patchwork } from '../../engine/patchwork.ts';
import { within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { readCurrent } from '../http/current.ts';
import { endpoint } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { rules } from '../http/rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path, query }) => {
  const packs = within('query', () => choosePacks(query.packs));
  const { profile } = await readCurrent(identity.tenant, path.system);
  return { status: 200, body: patchwork(profile, { ...rules, packs }, query.asOf ?? today()) };
});
