import { type App, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { TableShape } from './table-schema.ts';

interface DataStackProps extends StackProps {
  readonly key: IKey;
  readonly shape: TableShape;
}

/** The one table: encrypted with our key, restorable to any second of five weeks, and not to be deleted by accident. */
export class DataStack extends Stack {
  readonly table: TableV2;

  constructor(app: App, id: string, { key, shape, ...props }: DataStackProps) {
    super(app, id, props);
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(shape.partitionKey),
      sortKey: text(shape.sortKey),
      globalSecondaryIndexes: shape.indexes.map((index) => ({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
      })),
      timeToLiveAttribute: shape.timeToLive,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
