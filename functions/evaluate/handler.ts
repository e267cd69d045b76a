import { check } from '../../engine/check.ts';
import { reportOn } from '../../engine/system-report.ts';
import { together } from '../http/checks.ts';
import { choosePacks } from '../http/choose-packs.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { readProfileIn } from '../http/read-profile.ts';
import { rules } from '../http/rules.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readBody, ({ body: { profile, packs, asOf } }) => ({
  status: 200,
  body: reportOn(profile, packs, rules.catalogue, asOf),
}));

function readBody(value: unknown) {
  const [{ asOf = today(), packs }, profile] = together(
    () => check(operation.body, value),
    () => readProfileIn(value),
  );
  return { profile, asOf, packs: choosePacks(packs) };
}
