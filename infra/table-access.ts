import { Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Operation } from './operations.ts';

/** What the store calls; `test/infra/cloud.test.ts` compares it with the commands `store/` sends. */
const READ_ITEMS = ['dynamodb:GetItem'];
const WRITE_ITEMS = ['dynamodb:PutItem'];
const QUERY = ['dynamodb:Query'];

/** What DynamoDB does with our key in the caller's name. */
const READ_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_KEY = [...READ_KEY, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** The table, its key and its indexes, by name: policies list each index rather than all of them. */
export interface TableGrant {
  readonly table: TableV2;
  readonly key: IKey;
  readonly indexes: readonly string[];
}

/**
 * What counting the requests of a tenant needs, beside what else a function may do: reading and writing of one item for each
 * tenant, in a partition that holds nothing else.
 */
export function permitStatements({ table, key }: TableGrant): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: [...READ_ITEMS, ...WRITE_ITEMS],
      resources: [table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#PERMITS'] } },
    }),
    keyStatement(WRITE_KEY, { table, key }),
  ];
}

/** The statements one function needs for its access to the table; none for a function that does not touch it. */
export function tableStatements(
  access: Operation['table'],
  { table, key, indexes }: TableGrant,
): PolicyStatement[] {
  if (access === 'none') return [];
  const write = access === 'write';
  const indexArns = indexes.map((index) => `${table.tableArn}/index/${index}`);
  return [
    new PolicyStatement({
      actions: write ? [...READ_ITEMS, ...WRITE_ITEMS] : READ_ITEMS,
      resources: [table.tableArn],
    }),
    new PolicyStatement({ actions: QUERY, resources: [table.tableArn, ...indexArns] }),
    keyStatement(write ? WRITE_KEY : READ_KEY, { table, key }),
  ];
}

function keyStatement(actions: string[], { table, key }: Pick<TableGrant, 'table' | 'key'>): PolicyStatement {
  return new PolicyStatement({
    actions,
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(table).region}.amazonaws.com` } },
  });
}
