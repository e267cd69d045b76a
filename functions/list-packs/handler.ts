import { summaryOf } from '../../engine/pack-summary.ts';
import { endpoint } from '../http/endpoint.ts';
import { rules } from '../http/rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, () => ({
  status: 200,
  body: { packs: rules.packs.map(summaryOf) },
}));
