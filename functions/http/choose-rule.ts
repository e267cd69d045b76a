import type { Pack, Rule } from '../../engine/pack.ts';
import { InputError, suggest } from '../../engine/problem.ts';
import { unknownPack } from './choose-packs.ts';

/**
 * The duty a caller names as `pack/rule`.
 *
 * @param pointer where the caller names it
 * @throws InputError when there is none: only duties are shown by evidence, waived or owned
 */
export function chooseDuty(name: string, pointer: string, packs: readonly Pack[]): Rule {
  const [packId = '', ruleId = ''] = name.split('/');
  const refuse = (reason: string, hint: string | undefined): never => {
    throw new InputError([{ pointer, reason, ...(hint && { hint }) }]);
  };
  const pack = packs.find(({ id }) => id === packId);
  if (!pack) throw new InputError([unknownPack(packId, pointer, packs)]);
  const rule = pack.byId.get(ruleId);
  if (!rule) return refuse(`${pack.id} has no rule "${ruleId}"`, suggest(ruleId, pack.byId.keys()));
  if (rule.kind !== 'duty') return refuse(`is a ${rule.kind}, and only duties are meant here`, undefined);
  return rule;
}
