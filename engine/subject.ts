import type { Day } from './day.ts';
import { type Declared, declaredFor } from './declared.ts';
import type { Diagram } from './diagram.ts';
import type { Pack, Rule } from './pack.ts';
import type { Profile } from './profile.ts';
import type { Reading } from './reading.ts';
import { type Poles, resultDiagram } from './result.ts';

/** A rule for one of its roles; definitions have no findings. */
export interface Subject {
  rule: Rule;
  role: string | null;
}

/** What a pack gives findings about. */
export function subjectsOf(pack: Pack): Subject[] {
  return pack.rules
    .filter((rule) => rule.kind !== 'definition')
    .flatMap((rule) =>
      (rule.roles.length === 0 ? [null] : rule.roles).map((role): Subject => ({ rule, role })),
    );
}

/** What a subject comes to on a day, and what it could come to. */
export interface Judged {
  diagram: Diagram;
  poles: Poles;
  /** What is declared about a duty; undefined for other kinds. */
  declared: Declared | undefined;
}

/** Judges a subject for a profile on a day. */
export function judge(reading: Reading, profile: Profile, { rule, role }: Subject, day: Day): Judged {
  const declared = rule.kind === 'duty' ? declaredFor(rule, reading.pack, profile, day) : undefined;
  const poles = polesOf(rule, declared);
  return { declared, poles, diagram: resultDiagram(reading, rule, role, poles, day) };
}

/** What a rule of each kind comes to where it applies and where it does not. */
function polesOf(rule: Rule, declared: Declared | undefined): Poles {
  switch (rule.kind) {
    case 'prohibition':
      return { active: 'prohibited', inactive: 'clear' };
    case 'duty':
      return { active: declared?.outcome ?? 'gap', inactive: 'not-applicable' };
    case 'class':
    case 'permission':
    case 'definition':
      return { active: 'applies', inactive: 'not-applicable' };
  }
}
