import { check } from '../../engine/check.ts';
import { dayAfter } from '../../engine/day.ts';
import { InputError } from '../../engine/problem.ts';
import { within } from '../http/checks.ts';
import { chooseDuty } from '../http/choose-rule.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { once } from '../http/once.ts';
import { refuseMoreThan } from '../http/refuse-more-than.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

const MOST = 500;
/** Accepting a gap is looked at again at least once a year. */
const LONGEST = 366;

export const handler = endpointWithBody(operation, readBody, (call) => {
  const { identity, path, body } = call;
  return once(call, [operation.name, path.system, body], async () => {
    const { packs } = await rulesOf(identity.tenant);
    const { digest: ruleDigest } = within('body', () => chooseDuty(body.rule, '/rule', packs));
    return answerDeclaration(identity, path.system, ({ sequence, declarations }) => {
      const waiver = String(sequence + 1);
      refuseMoreThan(MOST, declarations.waivers, waiver, 'waivers');
      return { kind: 'waiver-requested', waiver, request: { ...body, ruleDigest } };
    });
  });
});

function readBody(value: unknown) {
  const requested = check(operation.body, value);
  const latest = dayAfter(today(), LONGEST);
  if (requested.expires < today() || requested.expires > latest) {
    const reason = requested.expires < today() ? 'is over already' : 'is more than a year ahead';
    throw new InputError([{ pointer: '/expires', reason, hint: `name a day up to ${latest}` }]);
  }
  return requested;
}
