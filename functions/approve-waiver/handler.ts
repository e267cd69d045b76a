import type { RequestedWaiver } from '../../engine/declarations.ts';
import type { Pack } from '../../engine/pack.ts';
import { ruleNamed } from '../../engine/rule-digests.ts';
import { answerDeclaration } from '../http/declaration.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Identity } from '../http/identity.ts';
import { today } from '../http/now.ts';
import { once } from '../http/once.ts';
import { openWaiver } from '../http/open-waiver.ts';
import { HttpProblem } from '../http/problem.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, (call) => {
  const { identity, path } = call;
  const id = String(path.waiver);
  return once(call, [operation.name, path.system, id], async () => {
    const { packs } = await rulesOf(identity.tenant);
    return answerDeclaration(identity, path.system, (now) => {
      const waiver = openWaiver(now, id);
      const obstacle = obstacleTo(waiver, identity, packs);
      if (obstacle) throw new HttpProblem('conflict', obstacle);
      return { kind: 'waiver-approved', waiver: id };
    });
  });
});

/** Why a waiver cannot be approved by somebody now. */
function obstacleTo(
  waiver: RequestedWaiver,
  { subject }: Identity,
  packs: readonly Pack[],
): string | undefined {
  if (waiver.requested.by === subject) return 'you have asked for it; another person has to approve it';
  if (waiver.approved) return 'it was approved already';
  if (waiver.expires < today()) return `it lapsed after ${waiver.expires}`;
  if (ruleNamed(waiver.rule, packs)?.digest !== waiver.ruleDigest)
    return 'the content of the duty has changed since it was asked for; ask again';
  return undefined;
}
