import { check } from '../../engine/check.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { openWaiver } from '../http/open-waiver.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  (call) => {
    const { identity, path, body } = call;
    const id = String(path.waiver);
    return once(call, [operation.name, path.system, id, body], () =>
      answerDeclaration(identity, path.system, (now) => {
        openWaiver(now, id);
        return { kind: 'waiver-revoked', waiver: id, reason: body.reason };
      }),
    );
  },
);
