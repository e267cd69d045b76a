import { fallsShort, isOwed, type Reported, reportedOf } from './reported.ts';
import { isOwedIfReached, type OpenScope, openScopesOf } from './scope.ts';
import type { Subject } from './subject.ts';

/** What a document has findings about. */
export interface Account {
  reported: readonly Reported[];
  scopes: readonly OpenScope[];
}

/** Everything about a system that assessment results have findings for. */
export function accountOf(subject: Subject): Account {
  return { reported: reportedOf(subject), scopes: openScopesOf(subject) };
}

/** The part of it that a plan is about: what is owed and not in order, or not known to be. */
export function toBePlanned({ reported, scopes }: Account): Account {
  return {
    reported: reported.filter(
      (one) => isOwed(one) && (fallsShort(one) || one.finding.outcome === 'undetermined'),
    ),
    scopes: scopes.filter(isOwedIfReached),
  };
}
