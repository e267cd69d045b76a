import type { Catalogue, FactValue } from '../../engine/facts.ts';
import type { MeasureResult } from '../../engine/measure.ts';
import type { Profile } from '../../engine/profile.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import { isMap } from '../json-values.ts';

/**
 * What a model card considers, as far as a profile answers the question of the field. `technicalLimitations` and
 * `performanceTradeoffs` are none of them: no fact asks for them. An answer "none of these" adds nothing, since the field
 * lists what there is.
 */
export interface Considerations {
  users: string[];
  useCases: string[];
  ethicalConsiderations: { name: string }[];
  fairnessAssessments: { groupAtRisk: string; harms: string }[];
}

/** Facts whose answers name a risk to people: any of a list, yes, or these. */
const RISKS: Readonly<Record<string, readonly FactValue[] | undefined>> = {
  'people.serious-effects': undefined,
  'people.widespread-effects': [true],
  'conduct.influence': undefined,
  'use.intended-harms': undefined,
  'output.intimate-imagery': ['not-reliably-prevented'],
  'output.child-abuse-imagery': ['not-reliably-prevented'],
  'data.residual-risk': [true],
};

const GROUPS = ['use.worse-outcomes-for', 'use.worse-treatment-because-of'];

/** What a profile and its assessment say in the words of the catalogue, each entry marked with where it comes from. */
export function considerationsOf(
  { facts }: Profile,
  { assessments }: SystemReport,
  catalogue: Catalogue,
): Considerations {
  const answers = (fact: string): Answer[] => answersIn(facts[fact], fact, catalogue);
  const labels = (fact: string): string[] => answers(fact).map(({ label }) => marked(label, fact));
  return {
    users: labels('use.intended-users'),
    useCases: labels('use.purposes'),
    ethicalConsiderations: Object.entries(RISKS).flatMap(([fact, risky]) =>
      answers(fact)
        .filter(({ value }) => risky === undefined || risky.includes(value))
        .map(({ question, label }) => ({ name: marked(`${question} ${label}`, fact) })),
    ),
    fairnessAssessments: [
      ...GROUPS.flatMap((fact) =>
        answers(fact).map(({ question, label }) => ({
          groupAtRisk: marked(label, fact),
          harms: `${question} ${label}`,
        })),
      ),
      ...assessments.flatMap(({ measures }) => measures.flatMap(flaggedGroups)),
    ],
  };
}

/**
 * True for an entry that Jurismap added before, which gives way to what it has to say now. One to which somebody added a
 * mitigation or a benefit is theirs.
 */
export function isOurs(entry: unknown): boolean {
  if (typeof entry === 'string') return MARK.test(entry);
  if (!isMap(entry)) return false;
  const { name, groupAtRisk, harms, ...more } = entry;
  return Object.keys(more).length === 0 && MARK.test(String(name ?? groupAtRisk));
}

const MARK = / \(jurismap: [^()]+\)$/;

function marked(text: string, source: string): string {
  return `${text} (jurismap: ${source})`;
}

/** One answer to a fact, in words. */
interface Answer {
  question: string;
  value: string | boolean;
  label: string;
}

function answersIn(value: FactValue | undefined, id: string, catalogue: Catalogue): Answer[] {
  const fact = catalogue.get(id);
  if (fact === undefined) throw new Error(`the catalogue has no fact ${id}`);
  const { question } = fact;
  if (typeof value === 'boolean') return [{ question, value, label: value ? 'Yes' : 'No' }];
  const options = 'options' in fact && fact.options !== 'places' ? fact.options : [];
  return options
    .filter((option) => option.id === value || (Array.isArray(value) && value.includes(option.id)))
    .map((option) => ({ question, value: option.id, label: option.label }));
}

/** Groups whose rate, computed from what the profile measured, is below the mark that an instrument sets. */
function flaggedGroups({
  title,
  cite,
  measurement,
  collected,
  tables,
}: MeasureResult): Considerations['fairnessAssessments'] {
  return tables.flatMap(({ by, groups, reference }) =>
    groups
      .filter(({ flagged }) => flagged)
      .map(({ of, rate, ratio }) => ({
        groupAtRisk: marked(by.map((dimension, i) => `${dimension}: ${of[i]}`).join(', '), measurement),
        harms: `Rate ${rounded(rate)}, ${rounded(ratio)} of that of ${reference?.join(' and ') ?? 'the best group'}, below the mark of "${title}" (${cite}), collected ${collected}`,
      })),
  );
}

function rounded(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(3);
}
