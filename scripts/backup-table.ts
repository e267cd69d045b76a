import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { exportTable, importTable } from './backup.ts';

// node scripts/backup-table.ts export TABLE FILE | import FILE TABLE [--go-on]; DYNAMODB_ENDPOINT names another engine.
const HELP = 'node scripts/backup-table.ts export TABLE FILE | import FILE TABLE [--go-on]';

async function main([action, from, to, option]: readonly string[]): Promise<string> {
  const isGoingOn = option === '--go-on';
  const isKnown = action === 'export' ? option === undefined : option === undefined || isGoingOn;
  if (!from || !to || !isKnown || (action !== 'export' && action !== 'import')) throw new Error(HELP);
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const client = new DynamoDBClient({ maxAttempts: 8, ...(endpoint && { endpoint }) });
  const count =
    action === 'export'
      ? await exportTable(client, from, to)
      : await importTable(client, from, to, isGoingOn);
  return `${count} items are in ${to}`;
}

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
