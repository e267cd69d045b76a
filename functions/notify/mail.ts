import { PublishCommand } from '@aws-sdk/client-sns';
import type { Event } from '../../engine/event.ts';
import { mailClient } from '../http/mail-client.ts';
import { mailText } from './mail-text.ts';

/** Sends mail about an event to everybody of a tenant who subscribed to it. */
export async function sendMail(tenant: string, event: Event): Promise<void> {
  const { subject, text } = mailText(event);
  await mailClient.send(
    new PublishCommand({
      TopicArn: process.env.NOTICE_TOPIC_ARN,
      Subject: subject,
      Message: text,
      MessageAttributes: { tenant: { DataType: 'String', StringValue: tenant } },
    }),
  );
}
