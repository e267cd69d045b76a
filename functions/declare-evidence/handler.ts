import { check } from '../../engine/check.ts';
import { InputError, suggest } from '../../engine/problem.ts';
import { ruleDigestsFor } from '../../engine/rule-digests.ts';
import { chooseDuty } from '../http/choose-rule.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { refuseMoreThan } from '../http/refuse-more-than.ts';
import { rules } from '../http/rules.ts';
import { operation } from './operation.ts';

/** As many as a profile may hold. */
const MOST = 500;

export const handler = endpointWithBody(operation, readBody, (call) => {
  const { identity, path, body } = call;
  return once(call, [operation.name, path.system, body], () =>
    answerDeclaration(identity, path.system, ({ declarations }) => {
      const { of, ...evidence } = body;
      refuseMoreThan(MOST, declarations.evidence, of, 'pieces of evidence');
      const ruleDigests = ruleDigestsFor(of, rules.packs);
      return { kind: 'evidence', of, evidence: { ...evidence, ruleDigests } };
    }),
  );
});

function readBody(value: unknown) {
  const body = check(operation.body, value);
  if (body.of.includes('/')) chooseDuty(body.of, '/of', rules.packs);
  else refuseUnknownControl(body.of);
  return body;
}

function refuseUnknownControl(id: string): void {
  const ids = rules.controls.map((control) => control.id);
  if (ids.includes(id)) return;
  const hint = suggest(id, ids) ?? 'name a control of the catalogue, or a duty as pack/rule';
  throw new InputError([{ pointer: '/of', reason: `no control is called "${id}"`, hint }]);
}
