import { ask } from '../../engine/ask.ts';
import { check } from '../../engine/check.ts';
import { together, within } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { readProfileIn } from '../http/read-profile.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readBody, async ({ identity, body }) => {
  const { profile, asOf, limit } = body;
  const { packs, catalogue } = await rulesOf(identity.tenant);
  const chosen = within('body', () => choosePacks(body.packs, packs));
  const questions = ask(profile, chosen, catalogue, asOf);
  return {
    status: 200,
    body: { asOf, system: profile.system, total: questions.length, questions: questions.slice(0, limit) },
  };
});

function readBody(value: unknown) {
  const [{ asOf = today(), limit = 10, packs }, profile] = together(
    () => check(operation.body, value),
    () => readProfileIn(value),
  );
  return { profile, asOf, limit, packs };
}
