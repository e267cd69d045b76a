import { digestOf } from '../../engine/digest.ts';
import type { Profile } from '../../engine/profile.ts';
import { AlreadyExistsError } from '../../store/errors.ts';
import { createSystem, readHead, type SystemHead } from '../../store/systems.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { entityTag } from '../http/entity-tag.ts';
import type { Identity } from '../http/identity.ts';
import { noted } from '../http/noted.ts';
import { changeBy } from '../http/now.ts';
import { once } from '../http/once.ts';
import { readProfile } from '../http/read-profile.ts';
import { showSystem } from '../http/system.ts';
import { table } from '../http/table.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(operation, readProfile, (call) =>
  once(call, [operation.name, call.body], async () => {
    const isRepeatable = call.header['idempotency-key'] !== undefined;
    const head = await noted(call.identity.tenant, call.body.system.id, () =>
      create(call.identity, call.body, isRepeatable),
    );
    return {
      status: 201,
      headers: { etag: entityTag(head), location: `/v1/systems/${head.system}` },
      body: showSystem(head),
    };
  }),
);

/** A repeated request whose first attempt died after it had written finds its own work done. */
async function create(identity: Identity, profile: Profile, isRepeatable: boolean): Promise<SystemHead> {
  try {
    return await createSystem(table, identity.tenant, profile, changeBy(identity));
  } catch (error) {
    if (!isRepeatable || !(error instanceof AlreadyExistsError)) throw error;
    const head = await readHead(table, identity.tenant, profile.system.id);
    if (head.version === 1 && head.profileDigest === digestOf(profile)) return head;
    throw error;
  }
}
