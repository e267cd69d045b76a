import { readSystem } from '../../store/systems.ts';
import { endpoint } from '../http/endpoint.ts';
import { entityTag } from '../http/entity-tag.ts';
import { showSystem } from '../http/system.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity, path }) => {
  const { head, profile } = await readSystem(table, identity.tenant, path.system);
  return { status: 200, headers: { etag: entityTag(head) }, body: { ...showSystem(head), profile } };
});
