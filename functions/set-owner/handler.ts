import { check } from '../../engine/check.ts';
import { chooseDuty } from '../http/choose-rule.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { refuseMoreThan } from '../http/refuse-more-than.ts';
import { rules } from '../http/rules.ts';
import { operation } from './operation.ts';

const MOST = 500;

export const handler = endpointWithBody(operation, readBody, (call) => {
  const { identity, path, body } = call;
  return once(call, [operation.name, path.system, body], () =>
    answerDeclaration(identity, path.system, ({ declarations }) => {
      const { of, owner } = body;
      if (of !== null && owner !== null)
        refuseMoreThan(MOST, declarations.dutyOwners, of, 'owners of duties');
      return { kind: 'owner', of, owner };
    }),
  );
});

function readBody(value: unknown) {
  const body = check(operation.body, value);
  if (body.of !== null) chooseDuty(body.of, '/of', rules.packs);
  return body;
}
