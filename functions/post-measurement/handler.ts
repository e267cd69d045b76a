import { check } from '../../engine/check.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { refuseMoreThan } from '../http/refuse-more-than.ts';
import { operation } from './operation.ts';

/** As many as a profile may hold. */
const MOST = 20;

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  (call) => {
    const { identity, path, body } = call;
    return once(call, [operation.name, path.system, body], () =>
      answerDeclaration(identity, path.system, ({ declarations }) => {
        refuseMoreThan(MOST, declarations.measurements, body.name, 'measurements');
        return { kind: 'measurement', ...body };
      }),
    );
  },
);
