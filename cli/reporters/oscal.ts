import { type Account, accountOf } from '../oscal/account.ts';
import { Cover, gateProps } from '../oscal/cover.ts';
import type { Finding } from '../oscal/model.ts';
import { PLAN } from '../oscal/resources.ts';
import {
  assessmentAssets,
  nameOf,
  type Subject,
  seenAt,
  subjectOf,
  summaryOf,
  systemComponent,
} from '../oscal/subject.ts';
import { partsOf } from '../oscal/system-parts.ts';
import { some, token } from '../oscal/text.ts';
import { uuidOf } from '../oscal/uuid.ts';
import { indented, items } from './json.ts';
import type { CheckContext, Reporter } from './reporter.ts';

/**
 * OSCAL assessment results: a result for each system. Duties and prohibitions are findings whose objective is the rule;
 * classes and permissions are observations, because there is nothing in them to satisfy. Rules that do not apply are not
 * listed: the observation of their instrument says how many there are.
 */
export function oscal(context: CheckContext): Reporter {
  const cover = new Cover(context);
  const item = items('      ');
  return {
    system: (checked) => {
      const identity = cover.add(checked);
      const tool = uuidOf('tool', identity);
      return item(resultOf(subjectOf(checked, context, identity, tool), tool));
    },
    frame: (gate) =>
      around(RESULTS, {
        'assessment-results': {
          uuid: cover.uuidOf('assessment-results'),
          metadata: cover.metadata('Assessment of', gate),
          'import-ap': PLAN,
          results: [],
          'back-matter': cover.backMatter(() => true),
        },
      }),
  };
}

/** Where the results go. No text has a line of its own in JSON, so that this stands in a document once. */
const RESULTS = '\n    "results": []';

function around(list: string, document: unknown): { head: string; tail: string } {
  const [before = '', after = ''] = indented(document).split(list);
  return { head: `${before}${list.slice(0, -1)}`, tail: `\n    ]${after}\n` };
}

/** @param tool the UUID of the component that stands for Jurismap; a document must not have one twice */
function resultOf(subject: Subject, tool: string): unknown {
  const { checked, context, identity } = subject;
  const { report } = checked;
  const account = accountOf(subject);
  const { observations, risks, findings } = partsOf(subject, account);
  return {
    uuid: uuidOf('result', identity, context.asOf),
    title: `${nameOf(checked)} as of ${context.asOf}`,
    description: summaryOf(subject),
    start: seenAt(context),
    end: seenAt(context),
    props: gateProps(report.gate),
    'local-definitions': {
      components: [systemComponent(subject)],
      'assessment-assets': assessmentAssets(tool),
    },
    'reviewed-controls': reviewedControls(account, findings),
    observations,
    risks: some(risks),
    findings: some(findings),
  };
}

/** The controls of Jurismap's catalogue that the duties found ask for, and the rules as objectives. */
function reviewedControls({ reported }: Account, findings: readonly Finding[]): unknown {
  const controls = [...new Set(reported.flatMap(({ finding }) => finding.controls))].sort();
  const objectives = [...new Set(findings.map(({ target }) => target['target-id']))];
  return {
    description:
      'Controls are those of the catalogue of Jurismap. Objectives are rules, named by their pack and their id; those that do not apply are left out.',
    'control-selections': [
      controls.length > 0
        ? { 'include-controls': controls.map((id) => ({ 'control-id': token(id) })) }
        : {
            description:
              'Every rule of the packs was looked at, and no duty that asks for a control was found. That shows no control to be in place.',
            'include-all': {},
          },
    ],
    ...(objectives.length > 0 && {
      'control-objective-selections': [
        { 'include-objectives': objectives.map((id) => ({ 'objective-id': id })) },
      ],
    }),
  };
}
