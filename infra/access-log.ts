/**
 * One line of JSON per request: what was asked for and how it went. Nothing in it tells of a person: no address, no subject,
 * no header, token or body; who changed what is in the records themselves.
 */
export const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
});
