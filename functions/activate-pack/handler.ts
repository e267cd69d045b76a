import { check } from '../../engine/check.ts';
import { NotFoundError } from '../../store/errors.ts';
import { activate } from '../../store/pack-register.ts';
import { readPackSource } from '../../store/pack-sources.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { changeBy } from '../http/now.ts';
import { once } from '../http/once.ts';
import { ownerOf } from '../http/pack-owner.ts';
import { HttpProblem } from '../http/problem.ts';
import { table } from '../http/table.ts';
import { beginRun } from '../jobs/start-runs.ts';
import { operation } from './operation.ts';

/** Own packs in force at the same time. */
const MOST = 20;

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  (call) => {
    const { identity, path, body } = call;
    const { tenant } = identity;
    const { digest, expected, note } = body;
    return once(call, [operation.name, path.pack, body], async () => {
      if (ownerOf(path.pack, tenant) === null)
        throw new HttpProblem('conflict', `"${path.pack}" is a pack Jurismap brings, and always in force`);
      if (digest !== null) await readPackSource(table, tenant, path.pack, digest);
      const { by, at } = changeBy(identity);
      const activation = await activate(
        table,
        tenant,
        (active) => {
          const present = Object.hasOwn(active, path.pack) ? (active[path.pack] ?? null) : null;
          const obstacle = obstacleTo(present, body, Object.keys(active).length);
          if (obstacle) throw new HttpProblem(expected === undefined ? 'conflict' : 'stale', obstacle);
          if (digest === null && present === null)
            throw new NotFoundError(`no version of "${path.pack}" is active`);
          return { pack: path.pack, digest, note };
        },
        { by, at },
      );
      const run = await beginRun(tenant, { reason: 'activated', by, startedAt: at }, activation.record);
      return { status: 201, body: { activation, run } };
    });
  },
);

/** Why a version cannot be put in force now. */
function obstacleTo(
  present: string | null,
  { digest, expected }: { digest: string | null; expected?: string | null | undefined },
  active: number,
): string | undefined {
  if (expected !== undefined && expected !== present)
    return present === null ? 'no version is active' : `version ${present} is active`;
  if (present === null && digest !== null && active >= MOST)
    return `${MOST} packs of your own are active already`;
  return undefined;
}
