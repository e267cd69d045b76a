import { check } from '../../engine/check.ts';
import { within } from '../http/checks.ts';
import { chooseDuty } from '../http/choose-rule.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { refuseMoreThan } from '../http/refuse-more-than.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

const MOST = 500;

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  (call) => {
    const { identity, path, body } = call;
    const { of, owner } = body;
    return once(call, [operation.name, path.system, body], async () => {
      if (of !== null) {
        const { packs } = await rulesOf(identity.tenant);
        within('body', () => chooseDuty(of, '/of', packs));
      }
      return answerDeclaration(identity, path.system, ({ declarations }) => {
        if (of !== null && owner !== null)
          refuseMoreThan(MOST, declarations.dutyOwners, of, 'owners of duties');
        return { kind: 'owner', of, owner };
      });
    });
  },
);
