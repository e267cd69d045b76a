import { InputError } from '../../engine/problem.ts';
import { StaleError } from '../../store/errors.ts';
import { readHead, updateSystem } from '../../store/systems.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { entityTag, requireMatch } from '../http/entity-tag.ts';
import { noted } from '../http/noted.ts';
import { changeBy } from '../http/now.ts';
import { HttpProblem } from '../http/problem.ts';
import { readProfile } from '../http/read-profile.ts';
import { showSystem } from '../http/system.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readProfile, async ({ identity, path, header, body }) => {
  if (body.system.id !== path.system) {
    const reason = `is "${body.system.id}", but the path says "${path.system}"`;
    throw new InputError([
      {
        pointer: '/system/id',
        reason,
        hint: 'a system keeps its id; register another with POST /v1/systems',
      },
    ]);
  }
  const current = await readHead(table, identity.tenant, path.system);
  requireMatch(header['if-match'], current);
  const change = changeBy(identity);
  const head = await noted(identity.tenant, path.system, () =>
    updateSystem(table, identity.tenant, body, current.version, change).catch(asStale),
  );
  return { status: 200, headers: { etag: entityTag(head) }, body: showSystem(head) };
});

/** Changed between our reading and our writing: for the caller the same as changed before. */
function asStale(error: unknown): never {
  throw error instanceof StaleError ? new HttpProblem('stale', error.message) : error;
}
