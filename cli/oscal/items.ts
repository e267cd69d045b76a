import type { Outcome } from '../../engine/finding.ts';
import { counts, type Failure } from '../../engine/gate.ts';
import { SEVERITIES } from '../../engine/pack.ts';
import { counted } from '../page.ts';
import type { Account } from './account.ts';
import { findingUuid } from './findings.ts';
import type { PoamItem } from './model.ts';
import { noticeUuid, standingUuid } from './observations.ts';
import { sentence } from './outcome-text.ts';
import { fallsShort, type Reported } from './reported.ts';
import { riskUuid } from './risks.ts';
import { hasOpenScope, scopeFindingUuid } from './scope.ts';
import { nameOf, type Subject, summaryOf } from './subject.ts';
import { markup, paragraphs, props, some } from './text.ts';
import { uuidOf } from './uuid.ts';

/**
 * Everything that is to be done about a system, the most urgent first; never empty.
 *
 * @param planned what the plan has findings about
 */
export function itemsOf(subject: Subject, planned: Account): PoamItem[] {
  const todo = [
    ...planned.reported
      .filter(fallsShort)
      .sort(byUrgency)
      .map((reported) => shortfallItem(subject, reported)),
    ...factItems(subject, planned),
    ...subject.notices.map((notice) => noticeItem(subject, notice)),
  ];
  return todo.length > 0 ? todo : [againItem(subject)];
}

/** What concerns the plan of one item; who says so, and about which system, is the same for all. */
function item(subject: Subject, { uuid, title, ...more }: Omit<PoamItem, 'origins'>): PoamItem {
  const { context, checked, identity, origins } = subject;
  return {
    uuid,
    title: context.count === 1 ? title : `${nameOf(checked)}: ${title}`,
    ...more,
    props: [...props({ system: identity }), ...more.props],
    origins,
  };
}

function shortfallItem(subject: Subject, reported: Reported): PoamItem {
  const { assessment, finding, rule } = reported;
  return item(subject, {
    uuid: uuidOf('poam-item', subject.identity, assessment.pack, finding.rule, finding.role),
    title: reported.title,
    description: paragraphs(
      reported.text,
      sentence(`${assessment.title}, ${finding.cite}: ${rule?.summary ?? finding.title}`),
    ),
    props: reported.props,
    links: reported.links,
    'related-findings': [{ 'finding-uuid': findingUuid(subject, reported) }],
    'related-observations': reported.observations,
    'related-risks': [{ 'risk-uuid': riskUuid(subject, reported) }],
  });
}

/** What is prohibited, then what is owed today, then what is to come by its day, then what is accepted. */
function byUrgency(a: Reported, b: Reported): number {
  return (
    rankOf(a) - rankOf(b) ||
    compare(startOf(a), startOf(b)) ||
    SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity)
  );
}

const URGENT: readonly Outcome[] = ['prohibited', 'gap', 'partial', 'waived', 'upcoming'];

function rankOf({ finding: { outcome }, waivers, failure }: Reported): number {
  const isAccepted = waivers.length > 0 && failure === undefined;
  return isAccepted ? URGENT.length : URGENT.indexOf(outcome);
}

/** A day still unknown is after all others. */
function startOf({ finding: { outcome, appliesFrom } }: Reported): string {
  return outcome === 'upcoming' ? (appliesFrom ?? '9999') : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** What waits for a fact, by UUID. */
interface Waiting {
  findings: string[];
  /** Classes, which are observations. */
  observations: string[];
}

/** An item for each fact that nobody has stated, the one on which most depends first. */
function factItems(subject: Subject, { reported, scopes }: Account): PoamItem[] {
  const byFact = new Map<string, Waiting>();
  const wait = (fact: string, list: keyof Waiting, uuid: string): void => {
    const waiting = byFact.get(fact) ?? { findings: [], observations: [] };
    waiting[list].push(uuid);
    byFact.set(fact, waiting);
  };
  for (const { assessment, finding } of openClasses(subject)) {
    for (const fact of finding.missing) {
      wait(fact, 'observations', standingUuid(subject, assessment.pack, finding));
    }
  }
  for (const one of reported) {
    for (const fact of one.finding.missing) wait(fact, 'findings', findingUuid(subject, one));
  }
  for (const { assessment } of scopes) {
    for (const fact of assessment.scopeMissing) {
      wait(fact, 'findings', scopeFindingUuid(subject, assessment.pack));
    }
  }
  return [...byFact]
    .sort(([a, one], [b, other]) => countOf(other) - countOf(one) || compare(a, b))
    .map(([fact, waiting]) => factItem(subject, fact, waiting));
}

/** Classes that are undetermined, and that matter to what is owed or to the gate. */
function openClasses({ checked: { report, failures } }: Subject): Pick<Failure, 'assessment' | 'finding'>[] {
  const failing = new Set(failures.map(({ finding }) => finding));
  return report.assessments
    .filter((one) => !hasOpenScope(one))
    .flatMap((assessment) =>
      assessment.findings
        .filter(({ kind, outcome }) => kind === 'class' && outcome === 'undetermined')
        .filter((finding) => counts(finding) || failing.has(finding))
        .map((finding) => ({ assessment, finding })),
    );
}

function countOf({ findings, observations }: Waiting): number {
  return findings.length + observations.length;
}

function factItem(subject: Subject, fact: string, waiting: Waiting): PoamItem {
  const { question = fact, help } = subject.context.rules.catalogue.get(fact) ?? {};
  const count = countOf(waiting);
  return item(subject, {
    uuid: uuidOf('poam-item', subject.identity, 'fact', fact),
    title: markup(`State ${fact}: ${question}`),
    description: paragraphs(
      `Nobody has stated the fact ${fact}; ${counted(count, 'finding')} ${count === 1 ? 'depends' : 'depend'} on it. Until it is stated, nothing is known to be in order there.`,
      help === undefined ? undefined : sentence(help),
    ),
    props: props({ 'missing-fact': fact }),
    'related-findings': some(waiting.findings.map((uuid) => ({ 'finding-uuid': uuid }))),
    'related-observations': some(waiting.observations.map((uuid) => ({ 'observation-uuid': uuid }))),
  });
}

function noticeItem(subject: Subject, notice: string): PoamItem {
  return item(subject, {
    uuid: uuidOf('poam-item', subject.identity, 'notice', notice),
    title: markup(notice),
    description: 'The check says nothing about this. Look at it by other means, or mend the profile.',
    props: [],
    'related-observations': [{ 'observation-uuid': noticeUuid(subject, notice) }],
  });
}

/** OSCAL knows no empty plan, and there is always this to do. */
function againItem(subject: Subject): PoamItem {
  const { assessments } = subject.checked.report;
  const next = assessments
    .flatMap(({ nextChangeAt }) => nextChangeAt ?? [])
    .sort()
    .at(0);
  return item(subject, {
    uuid: uuidOf('poam-item', subject.identity, 'again'),
    title: next === undefined ? 'Check again when anything changes' : `Check again on ${next}`,
    description: paragraphs(
      'The check found nothing else to do.',
      summaryOf(subject),
      next === undefined
        ? 'Facts, evidence and the law can change.'
        : `By time alone, the result changes on ${next}; facts, evidence and the law can change before.`,
    ),
    props: props({ 'next-change': next }),
  });
}
