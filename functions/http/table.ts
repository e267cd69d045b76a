import { Table } from '../../store/table.ts';

/** The table of this deployment; connections outlive a call. */
export const table = new Table({
  name: process.env.TABLE_NAME ?? 'jurismap',
  endpoint: process.env.DYNAMODB_ENDPOINT,
});
