import { SNSClient } from '@aws-sdk/client-sns';

const endpoint = process.env.SNS_ENDPOINT;

/** Where mail is sent from; connections outlive a call. One attempt: mail that may have been sent is not sent again. */
export const mailClient = new SNSClient({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  ...(endpoint && { endpoint }),
});
