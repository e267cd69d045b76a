import { explain } from '../../engine/explain.ts';
import type { Pack } from '../../engine/pack.ts';
import { InputError, suggest } from '../../engine/problem.ts';
import { within } from '../http/checks.ts';
import { choosePack } from '../http/choose-packs.ts';
import { readCurrent, readEarlier } from '../http/current.ts';
import { endpoint } from '../http/endpoint.ts';
import { today } from '../http/now.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { system }, query }) => {
  const { rule, role, asOf = today(), version } = query;
  const rules = await rulesOf(tenant);
  const pack = within('query', () => choosePack(query.pack, rules.packs));
  within('query', () => checkSubject(pack, rule, role));
  const profile =
    version === undefined
      ? (await readCurrent(tenant, system)).profile
      : await readEarlier(tenant, system, version);
  const explanation = explain(profile, pack, rules.catalogue, asOf, rule, role);
  if (!explanation) throw new Error(`${pack.id} gives no finding for ${rule}`);
  return { status: 200, body: { pack: pack.id, version: pack.version, ...explanation } };
});

/** @throws InputError unless the pack makes findings of the rule, for the role when one is named */
function checkSubject(pack: Pack, id: string, role: string | undefined): void {
  const explained = pack.rules.filter(({ kind }) => kind !== 'definition');
  const rule = explained.find((candidate) => candidate.id === id);
  if (!rule) {
    const hint = suggest(
      id,
      explained.map((candidate) => candidate.id),
    );
    const reason = pack.byId.has(id)
      ? 'is a definition and has no finding of its own'
      : `is no rule of "${pack.id}"`;
    throw new InputError([{ pointer: '/rule', reason, ...(hint && { hint }) }]);
  }
  if (role !== undefined && !rule.roles.includes(role)) {
    const hint = rule.roles.length > 0 ? `one of ${rule.roles.join(', ')}` : 'leave it out';
    throw new InputError([{ pointer: '/role', reason: `"${id}" has no such role`, hint }]);
  }
}
