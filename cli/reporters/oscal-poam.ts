import { accountOf, toBePlanned } from '../oscal/account.ts';
import { Cover, gateProps } from '../oscal/cover.ts';
import { itemsOf } from '../oscal/items.ts';
import type { Component, Finding, Observation, PoamItem, Risk } from '../oscal/model.ts';
import { assessmentAssets, subjectOf, systemComponent } from '../oscal/subject.ts';
import { partsOf } from '../oscal/system-parts.ts';
import { some } from '../oscal/text.ts';
import { uuidOf } from '../oscal/uuid.ts';
import { indented } from './json.ts';
import type { CheckContext, CheckedSystem, Reporter } from './reporter.ts';

/** What a plan says of one system. */
interface SystemPlan {
  component: Component;
  observations: Observation[];
  risks: Risk[];
  findings: Finding[];
  items: PoamItem[];
}

/**
 * An OSCAL plan of action and milestones: what is prohibited, what is owed and not shown, what is to come and not ready,
 * which facts are to be stated, and what was not looked at. What is merely advised is in the assessment results alone.
 * OSCAL has a plan for one system. A plan for several says with each item which of them it is about; as its lists run over
 * all of them, it is kept until the last one is known.
 */
export function oscalPoam(context: CheckContext): Reporter {
  const cover = new Cover(context);
  const tool = uuidOf('tool');
  const plans: SystemPlan[] = [];
  return {
    system: (checked) => {
      plans.push(planFor(checked, context, cover.add(checked), tool));
      return '';
    },
    frame: (gate) => {
      const plan = {
        uuid: cover.uuidOf('plan'),
        metadata: cover.metadata('Plan of action and milestones for', gate),
        'system-id': cover.systemId(),
        ...together(plans, tool),
      };
      const links = new Set(plan.observations?.flatMap(({ links = [] }) => links.map(({ href }) => href)));
      const backMatter = cover.backMatter((uuid) => links.has(`#${uuid}`));
      const document = { 'plan-of-action-and-milestones': { ...plan, 'back-matter': backMatter } };
      return { head: '', tail: `${indented(document)}\n` };
    },
  };
}

function together(plans: readonly SystemPlan[], tool: string) {
  return {
    'local-definitions': {
      components: plans.map(({ component }) => component),
      'assessment-assets': assessmentAssets(tool),
      remarks: ADVICE,
    },
    observations: some(plans.flatMap(({ observations }) => observations)),
    risks: some(plans.flatMap(({ risks }) => risks)),
    findings: some(plans.flatMap(({ findings }) => findings)),
    'poam-items': plans.flatMap(({ items }) => items),
  };
}

const ADVICE =
  'What guidance and voluntary standards advise is no part of the plan, unless the policy demands it. The assessment results have it, and what is in both has the same UUID.';

function planFor(checked: CheckedSystem, context: CheckContext, identity: string, tool: string): SystemPlan {
  const subject = subjectOf(checked, context, identity, tool);
  const planned = toBePlanned(accountOf(subject));
  const items = itemsOf(subject, planned);
  const component = systemComponent(subject);
  const { observations, risks, findings } = partsOf(subject, planned);
  const used = new Set(
    [...items, ...risks, ...findings].flatMap((part) =>
      (part['related-observations'] ?? []).map((related) => related['observation-uuid']),
    ),
  );
  return {
    component: { ...component, props: [...component.props, ...gateProps(checked.report.gate)] },
    observations: observations.filter(({ uuid }) => used.has(uuid)),
    risks,
    findings,
    items,
  };
}
