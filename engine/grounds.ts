import { because, becauseActive, becauseException, mentioned, mentionedBy, union } from './because.ts';
import type { Day } from './day.ts';
import type { Reason } from './finding.ts';
import type { Exception, Rule, Window } from './pack.ts';
import type { Reading } from './reading.ts';
import type { Subject } from './subject.ts';
import { isOpen, neverOpens, willOpen } from './windows.ts';

/** Why a rule does not apply. */
export interface Inactivity {
  /** Null when several of them settle it only together. */
  reason: Reason | null;
  exception: Exception | undefined;
  because: ReadonlySet<string>;
}

/** Why a rule does not apply: the first of scope, role, condition, exception and time that settles it alone. */
export function groundsAgainst(reading: Reading, { rule, role }: Subject, asOf: Day): Inactivity {
  const { pack } = reading;
  const none = { exception: undefined };
  const scope = rule.scoped ? pack.byId.get(pack.scope) : undefined;
  const roleCondition = role === null ? undefined : pack.roles.get(role);
  if (scope && reading.truth(reading.active(scope)) === false) {
    return { ...none, reason: 'out-of-scope', because: becauseActive(reading, scope, false) };
  }
  if (reading.truth(reading.condition(roleCondition)) === false) {
    return { ...none, reason: 'other-role', because: because(reading, roleCondition, false) };
  }
  if (reading.truth(reading.condition(rule.when)) === false) {
    return { ...none, reason: 'condition-not-met', because: because(reading, rule.when, false) };
  }
  const [exception] = rule.unless
    .filter((candidate) => reading.truth(reading.exception(candidate)) === true)
    .sort((a, b) => b.rank - a.rank);
  if (exception)
    return { reason: 'exception', exception, because: becauseException(reading, exception, true) };
  const ofWindows = union(rule.windows.map((window) => becauseOfWindow(reading, window, false)));
  if (rule.windows.every((window) => neverOpens(reading, window, asOf))) {
    return { ...none, reason: 'not-in-time', because: ofWindows };
  }
  const everything = [
    scope ? mentionedBy(reading, scope) : new Set<string>(),
    mentioned(reading, roleCondition),
    mentionedBy(reading, rule),
    ofWindows,
  ];
  return { ...none, reason: null, because: union(everything) };
}

/** Facts that suffice for a rule to apply or to be upcoming. */
export function groundsFor(reading: Reading, { rule, role }: Subject, asOf: Day): ReadonlySet<string> {
  const { pack } = reading;
  const scope = rule.scoped ? pack.byId.get(pack.scope) : undefined;
  return union([
    scope ? becauseActive(reading, scope, true) : new Set(),
    role === null ? new Set() : because(reading, pack.roles.get(role), true),
    becauseActive(reading, rule, true),
    becauseOfTime(reading, rule, asOf),
  ]);
}

/** An open window suffices; an upcoming one only together with why no other is open or opens earlier. */
function becauseOfTime(reading: Reading, rule: Rule, asOf: Day): ReadonlySet<string> {
  const open = rule.windows.find((window) => isOpen(reading, window, asOf));
  if (open) return becauseOfWindow(reading, open, true);
  return union(
    rule.windows.map((window) => becauseOfWindow(reading, window, willOpen(reading, window, asOf))),
  );
}

function becauseOfWindow(reading: Reading, window: Window, wanted: boolean): ReadonlySet<string> {
  const { from } = window;
  const told = typeof from !== 'string' && Object.hasOwn(reading.facts, from.fact) ? [from.fact] : [];
  return union([because(reading, window.when, wanted), new Set(told)]);
}
