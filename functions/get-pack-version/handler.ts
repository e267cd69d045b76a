import { readPackSource } from '../../store/pack-sources.ts';
import { endpoint } from '../http/endpoint.ts';
import { ownerOf } from '../http/pack-owner.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path: { pack, digest } }) => ({
  status: 200,
  body: await readPackSource(table, ownerOf(pack, tenant), pack, digest),
}));
