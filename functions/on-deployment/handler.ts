import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { logJob } from '../jobs/log-job.ts';
import { publishBuiltIn } from '../jobs/publish-built-in.ts';
import { send } from '../jobs/queue.ts';

/**
 * Keeps the packs Jurismap brings for good, and starts a run for every tenant after a deployment, which may have brought
 * other packs or another engine. CloudFormation waits until it is told how that went.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  const done = await logJob('on-deployment', event.RequestId, async () => {
    if (event.RequestType !== 'Delete') {
      await publishBuiltIn();
      await send([{ kind: 'start', reason: 'deployed' }]);
    }
    return { kind: 'deployment' };
  });
  await fetch(event.ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({
      Status: done ? 'SUCCESS' : 'FAILED',
      Reason: done ? '' : 'the log of this function says why',
      PhysicalResourceId: 'deployment',
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    }),
  });
}
