/** Calls services of the emulator, which takes any signature. */
export interface AwsClient {
  readonly endpoint: string;
  /** Of services that speak JSON; `target` is `Service.Operation`. */
  json(service: string, target: string, body: unknown): Promise<Record<string, unknown>>;
  /** Of services that speak in forms and XML. */
  form(service: string, action: string, parameters: Record<string, string>): Promise<void>;
  /** Of services that speak REST. */
  rest(service: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

/** @param endpoint where the emulator listens */
export function awsClient(endpoint: string, region: string): AwsClient {
  const authorization = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const call = async (service: string, method: string, path: string, headers: object, body: unknown) => {
    const response = await fetch(endpoint + path, {
      method,
      headers: {
        authorization: authorization(service),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} answered ${response.status}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  return {
    endpoint,
    json: (service, target, body) =>
      call(
        service,
        'POST',
        '/',
        { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
        body,
      ),
    form: async (service, action, parameters) => {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { authorization: authorization(service) },
        body: new URLSearchParams({ Action: action, ...parameters }),
      });
      if (!response.ok) throw new Error(`${service} answered ${response.status}: ${await response.text()}`);
    },
    rest: (service, method, path, body) =>
      call(service, method, path, { 'content-type': 'application/json' }, body),
  };
}

/** An access token for a client of a user pool, as a pipeline gets one. */
export async function clientCredentials(aws: AwsClient, pool: string, client: string): Promise<string> {
  const { UserPoolClient } = await aws.json(
    'cognito-idp',
    'AWSCognitoIdentityProviderService.DescribeUserPoolClient',
    { UserPoolId: pool, ClientId: client },
  );
  const { ClientSecret } = Object(UserPoolClient);
  const response = await fetch(`${aws.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${client}:${ClientSecret}`).toString('base64')}`,
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = JSON.parse(await response.text());
  if (typeof token !== 'string') throw new Error(`client ${client} got no token: ${response.status}`);
  return token;
}
