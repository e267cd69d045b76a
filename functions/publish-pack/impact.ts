import { evaluate } from '../../engine/evaluate.ts';
import { type Finding, keyOf } from '../../engine/finding.ts';
import type { Pack } from '../../engine/pack.ts';
import type { Profile } from '../../engine/profile.ts';
import { readActive } from '../../store/pack-register.ts';
import { listSystems } from '../../store/systems.ts';
import type { Paging } from '../../store/table.ts';
import { readCurrent } from '../http/current.ts';
import { today } from '../http/now.ts';
import { HttpProblem } from '../http/problem.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';
import { ownPack } from '../http/tenant-rules.ts';
import type { Impact } from './impact-schema.ts';

/** Findings told of one system. */
const MOST_FINDINGS = 50;

/**
 * What activating a version of a pack would change for a page of a tenant's systems, as they stand today.
 *
 * @returns with the place of the next page
 */
export async function impactOf(
  tenant: string,
  pack: Pack,
  page: Paging,
): Promise<Omit<Impact, 'cursor'> & { next: string | undefined }> {
  const active = (await readActive(table, tenant))[pack.id];
  const former = active === undefined ? undefined : await ownPack(tenant, pack.id, active);
  const { items, next } = await listSystems(table, tenant, page);
  const impact: Omit<Impact, 'cursor'> = { examined: items.length, changed: 0, failed: [], systems: [] };
  for (const { system } of items) {
    const profile = await profileOf(tenant, system);
    if (!profile) {
      impact.failed.push(system);
      continue;
    }
    const findings = changesIn(profile, former, pack);
    if (findings.length === 0) continue;
    impact.changed += 1;
    impact.systems.push({ system, changes: findings.length, findings: findings.slice(0, MOST_FINDINGS) });
  }
  return { ...impact, next };
}

async function profileOf(tenant: string, system: string): Promise<Profile | undefined> {
  try {
    return (await readCurrent(tenant, system)).profile;
  } catch (error) {
    if (error instanceof HttpProblem && error.kind === 'does-not-fit') return undefined;
    throw error;
  }
}

function changesIn(
  profile: Profile,
  former: Pack | undefined,
  pack: Pack,
): Impact['systems'][number]['findings'] {
  const findingsUnder = (one: Pack | undefined): Map<string, Finding> => {
    const findings = one ? evaluate(profile, one, rules.catalogue, today()).findings : [];
    return new Map(findings.map((finding) => [keyOf(finding), finding]));
  };
  const [before, after] = [findingsUnder(former), findingsUnder(pack)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    const { rule, role } = now ?? old ?? { rule: '', role: null };
    const change = { rule, role, before: old?.outcome ?? null, after: now?.outcome ?? null };
    return change.before === change.after ? [] : [change];
  });
}
