import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local/database.ts';
import shape from '../store/table.json' with { type: 'json' };

/** The table of the store, for an embedded database. */
export const TABLE = tableOf(shape);

/** Has the store's client talk to an embedded database. */
export function useLocalCredentials(): void {
  process.env.AWS_REGION = LOCAL_REGION;
  process.env.AWS_ACCESS_KEY_ID = LOCAL_CREDENTIALS.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = LOCAL_CREDENTIALS.secretAccessKey;
}

function tableOf({ partitionKey, sortKey, indexes }: typeof shape) {
  const schema = (key: { partitionKey: string; sortKey: string }) => [
    { AttributeName: key.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: key.sortKey, KeyType: 'RANGE' as const },
  ];
  const attributes = [{ partitionKey, sortKey }, ...indexes].flatMap((key) => [
    key.partitionKey,
    key.sortKey,
  ]);
  return {
    name: 'jurismap-bench',
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    KeySchema: schema({ partitionKey, sortKey }),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: schema(index),
      Projection: { ProjectionType: 'ALL' as const },
    })),
  };
}
