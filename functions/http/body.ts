import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parseJson } from './json.ts';
import { HttpProblem } from './problem.ts';

/** Bytes. Whatever fits in a body fits in an item of the table. */
const LARGEST_BODY = 256 * 1024;

/**
 * The JSON of a request's body.
 *
 * @param largest bytes that are read at most
 * @returns undefined when the body is empty
 * @throws HttpProblem when it is too large or of another type, InputError when it is not proper JSON
 */
export function readBody(
  { body, isBase64Encoded, headers }: APIGatewayProxyEventV2,
  largest = LARGEST_BODY,
): unknown {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > largest) {
    throw new HttpProblem('too-large', `the body has ${bytes.byteLength} bytes; at most ${largest} are read`);
  }
  if (bytes.byteLength === 0) return undefined;
  refuseOtherTypes(headers['content-type'], headers['content-encoding']);
  return parseJson(bytes);
}

const JSON_TYPE = /^application\/(json|[a-z0-9.-]+\+json)(\s*;\s*charset\s*=\s*"?utf-?8"?)?$/i;

/** A header sent twice arrives as one, with commas: each value must do. */
function refuseOtherTypes(type: string | undefined, encoding: string | undefined): void {
  const isJson = type?.split(',').every((one) => JSON_TYPE.test(one.trim()));
  if (!isJson) {
    throw new HttpProblem('unsupported-media-type', 'send the body as application/json in UTF-8');
  }
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new HttpProblem('unsupported-media-type', 'send the body without content encoding');
  }
}
