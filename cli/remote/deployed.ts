import { tell } from '../complain.ts';
import { apiAddress } from './address.ts';
import { Api } from './api.ts';
import { CLOCK, type Patience } from './patience.ts';
import { Secrets } from './secrets.ts';
import { type Environment, tokenSource } from './token.ts';

/**
 * A deployed Jurismap, asked with the token of the environment.
 *
 * @param retryFor seconds in which somebody who does not answer is asked again
 * @throws CallError where the address or the way to a token is wrong
 */
export function deployed(
  address: string,
  retryFor: number,
  environment: Environment,
): { api: Api; patience: Patience } {
  const secrets = new Secrets();
  const patience = { limit: retryFor * 1000, tell: (line: string) => tell(`note: ${line}`), clock: CLOCK };
  const source = tokenSource({ environment, secrets, patience });
  return { api: new Api(apiAddress(address), { secrets, patience, source }), patience };
}
