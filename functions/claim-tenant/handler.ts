import type { PreTokenGenerationV3TriggerEvent } from 'aws-lambda';
import { claimsFor } from './claims.ts';

/**
 * Completes the tokens of the user pool before they are signed.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function handler(
  event: PreTokenGenerationV3TriggerEvent,
): Promise<PreTokenGenerationV3TriggerEvent> {
  const { userAttributes = {}, groupConfiguration, scopes = [] } = event.request;
  const { claims, add, suppress } = claimsFor({
    isMachine: event.triggerSource === 'TokenGeneration_ClientCredentials',
    tenant: userAttributes['custom:tenant'],
    groups: groupConfiguration?.groupsToOverride ?? [],
    scopes,
  });
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: claims,
        scopesToAdd: [...add],
        scopesToSuppress: [...suppress],
      },
    },
  };
  return event;
}
