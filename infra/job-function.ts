import { join } from 'node:path';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Job } from './jobs.ts';
import { pascal } from './pascal.ts';
import { ProductFunction, type ProductFunctionProps } from './product-function.ts';

/** What a job does not say of itself. */
interface JobFunctionProps
  extends Pick<ProductFunctionProps, 'data' | 'sendsTo' | 'logKey' | 'environment' | 'statements'> {
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
}

/** The function of a job. */
export function jobFunction(
  scope: Construct,
  { name, table, memory, timeout }: Job,
  { buildDir, ...props }: JobFunctionProps,
): LambdaFunction {
  return new ProductFunction(scope, pascal(name), {
    name,
    description: `Jurismap ${name}`,
    bundle: join(buildDir, 'functions', name),
    table,
    memory,
    timeout,
    ...props,
  }).function;
}
