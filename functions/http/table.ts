import { DynamoTable } from '../../store/dynamo-table.ts';
import { countUnits } from './units.ts';

/** The table of this deployment; connections outlive a call. */
export const table = new DynamoTable({
  name: process.env.TABLE_NAME ?? 'jurismap',
  endpoint: process.env.DYNAMODB_ENDPOINT,
  onConsumed: countUnits,
});
