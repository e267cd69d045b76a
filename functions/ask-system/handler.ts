import { ask } from '../../engine/ask.ts';
import { within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { readCurrent } from '../http/current.ts';
import { endpoint } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path, query }) => {
  const { asOf = today(), limit } = query;
  const rules = await rulesOf(identity.tenant);
  const packs = within('query', () => choosePacks(query.packs, rules.packs));
  const { profile } = await readCurrent(identity.tenant, path.system);
  const questions = ask(profile, packs, rules.catalogue, asOf);
  return {
    status: 200,
    body: { asOf, system: profile.system, total: questions.length, questions: questions.slice(0, limit) },
  };
});
