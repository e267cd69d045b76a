import { isWithin } from '../../engine/places.ts';
import type { Policy } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import type { WaiverUse } from '../../engine/waiver-use.ts';
import { type Places, placeIn } from '../check/finding-place.ts';
import type { CheckedSystem } from './reporter.ts';

/** What was not looked at, or does not do what somebody may think it does. */
type Limit =
  /** No binding law is known to reach the system. */
  | { limit: 'nothing-in-scope' }
  /** Places for which there is no pack. */
  | { limit: 'uncovered-places'; uncovered: readonly string[] }
  /** A table of measurements that no pack reads. */
  | { limit: 'unread-table'; table: string }
  /** A waiver that does not count. */
  | { limit: 'void-waiver'; use: WaiverUse };

export type LimitIssue = Limit & {
  about: 'limit';
  /** Only that nothing is in scope can fail, where the policy requires something. */
  standing: 'fails' | 'tolerated';
  places: Places;
};

/** The limits of what a check says about a system. */
export function limitsOf({ report, document, profile }: CheckedSystem, policy: Policy): LimitIssue[] {
  const { gate, uncovered, unread, waivers } = report;
  const issues: LimitIssue[] = [];
  const add = (limit: Limit, path: readonly (string | number)[], standing: LimitIssue['standing']): void => {
    issues.push({ ...limit, about: 'limit', standing, places: [placeIn(document, path)] });
  };
  if (gate.inScope.length === 0) {
    add({ limit: 'nothing-in-scope' }, ['facts'], policy.requireScope ? 'fails' : 'tolerated');
  }
  if (uncovered.length > 0) {
    add({ limit: 'uncovered-places', uncovered }, ['facts', factNaming(uncovered, profile)], 'tolerated');
  }
  for (const table of unread) {
    const [measurement = ''] = table.split(':');
    add({ limit: 'unread-table', table }, ['measurements', measurement], 'tolerated');
  }
  waivers.forEach((use, i) => {
    if (use.reason !== null) add({ limit: 'void-waiver', use }, ['waivers', i], 'tolerated');
  });
  return issues;
}

/** The first fact that names one of the places, or a place within. */
function factNaming(places: readonly string[], { facts }: Profile): string {
  const names = ([, value]: [string, unknown]): boolean =>
    Array.isArray(value) && value.some((named) => places.some((place) => isWithin(named, place)));
  return Object.entries(facts).find(names)?.[0] ?? '';
}
