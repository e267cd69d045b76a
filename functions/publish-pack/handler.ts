import { check } from '../../engine/check.ts';
import { describeVersion, keepPack, listPackVersions } from '../../store/pack-sources.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { changeBy } from '../http/now.ts';
import { HttpProblem } from '../http/problem.ts';
import { table } from '../http/table.ts';
import { checkedPack } from './checked-pack.ts';
import { impactOf } from './impact.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  async ({ identity, path, query, body }) => {
    const { authored } = checkedPack(path.pack, body.files);
    const { pack, source } = authored;
    await refuseSilentChange(identity.tenant, pack.id, pack.version, pack.digest);
    const publication = { digest: pack.digest, ...changeBy(identity) };
    if (query.dryRun === 'true') {
      const list = [identity.tenant, operation.name, pack.digest];
      const page = { limit: query.limit, start: readCursor(list, query.cursor) };
      const { next, ...impact } = await impactOf(identity.tenant, pack, page);
      const cursor = next === undefined ? null : writeCursor(list, next);
      const version = describeVersion(source, publication);
      return { status: 201, body: { version, impact: { ...impact, cursor } } };
    }
    const version = await keepPack(table, identity.tenant, source, publication);
    return { status: 201, body: { version, impact: null } };
  },
);

/** Whoever relies on a version has to be able to tell it from others by its number. */
async function refuseSilentChange(
  tenant: string,
  id: string,
  version: string,
  digest: string,
): Promise<void> {
  const { items } = await listPackVersions(table, tenant, id, { limit: 1000 });
  const same = items.find((item) => item.version === version);
  if (same && same.digest !== digest) {
    throw new HttpProblem(
      'conflict',
      `version ${version} of "${id}" was published with another content; give this one another number`,
    );
  }
}
