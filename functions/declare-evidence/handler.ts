import { check } from '../../engine/check.ts';
import { InputError, suggest } from '../../engine/problem.ts';
import { ruleDigestsFor } from '../../engine/rule-digests.ts';
import type { Rules } from '../../engine/rules.ts';
import { within } from '../http/checks.ts';
import { chooseDuty } from '../http/choose-rule.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { once } from '../http/once.ts';
import { refuseMoreThan } from '../http/refuse-more-than.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

/** As many as a profile may hold. */
const MOST = 500;

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  (call) => {
    const { identity, path, body } = call;
    return once(call, [operation.name, path.system, body], async () => {
      const rules = await rulesOf(identity.tenant);
      within('body', () => refuseUnknown(body.of, rules));
      return answerDeclaration(identity, path.system, ({ declarations }) => {
        const { of, ...evidence } = body;
        refuseMoreThan(MOST, declarations.evidence, of, 'pieces of evidence');
        const ruleDigests = ruleDigestsFor(of, rules.packs);
        return { kind: 'evidence', of, evidence: { ...evidence, ruleDigests } };
      });
    });
  },
);

/** @throws InputError unless it is a control of the catalogue or a duty of a pack */
function refuseUnknown(of: string, { controls, packs }: Rules): void {
  if (of.includes('/')) {
    chooseDuty(of, '/of', packs);
    return;
  }
  const ids = controls.map((control) => control.id);
  if (ids.includes(of)) return;
  const hint = suggest(of, ids) ?? 'name a control of the catalogue, or a duty as pack/rule';
  throw new InputError([{ pointer: '/of', reason: `no control is called "${of}"`, hint }]);
}
