import { packChanges } from '../../engine/pack-changes.ts';
import { readPackSource } from '../../store/pack-sources.ts';
import { endpoint } from '../http/endpoint.ts';
import { ownerOf } from '../http/pack-owner.ts';
import { readAll } from '../http/read-all.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path, query }) => {
  const owner = ownerOf(path.pack, tenant);
  const [before, after] = await readAll(
    readPackSource(table, owner, path.pack, query.from),
    readPackSource(table, owner, path.pack, path.digest),
  );
  return {
    status: 200,
    body: {
      before: { version: before.manifest.version, digest: query.from },
      after: { version: after.manifest.version, digest: path.digest },
      changes: packChanges(before, after),
    },
  };
});
