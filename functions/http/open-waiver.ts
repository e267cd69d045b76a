import type { RequestedWaiver } from '../../engine/declarations.ts';
import { NotFoundError } from '../../store/errors.ts';
import type { Register } from '../../store/register.ts';
import { HttpProblem } from './problem.ts';

/**
 * A waiver that was requested and not taken back.
 *
 * @throws NotFoundError, HttpProblem when it was taken back
 */
export function openWaiver({ declarations: { waivers } }: Register, id: string): RequestedWaiver {
  const waiver = Object.hasOwn(waivers, id) ? waivers[id] : undefined;
  if (!waiver) throw new NotFoundError(`there is no waiver ${id}`);
  if (waiver.revoked) throw new HttpProblem('conflict', `waiver ${id} was taken back`);
  return waiver;
}
