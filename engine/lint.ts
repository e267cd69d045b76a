import type { Control } from './controls.ts';
import { FIRST_DAY } from './day.ts';
import type { Diagram } from './diagram.ts';
import type { Catalogue } from './facts.ts';
import { packOfGates } from './gates.ts';
import { stated } from './known.ts';
import { lintLedger } from './lint-ledger.ts';
import { lintLinks } from './lint-links.ts';
import { type Exception, type Pack, RELATIONS, type Rule } from './pack.ts';
import type { Parameters } from './parameters.ts';
import type { Path, Problem } from './problem.ts';
import { suggest } from './problem.ts';
import { type AuthoredPack, digestOfParts } from './read-pack.ts';
import { Reading } from './reading.ts';
import { roleOf, scopeOf } from './result.ts';
import { subjectsOf } from './subject.ts';
import { openingsOf } from './windows.ts';

/** What all packs refer to. */
export interface Catalogues {
  catalogue: Catalogue;
  controls: readonly Control[];
  parameters: Parameters;
}

/**
 * Everything about a pack that reads well but cannot be right: rules no system can meet or escape, windows that never
 * open, exceptions that never bite or that contradict each other, provisions without an answer, pinpoints that do not
 * exist, links nothing uses, a change without a new version. Found by deciding each rule over all possible systems,
 * not by eye.
 *
 * @param authored the pack and where its parts stand
 * @param catalogues the facts, controls and parameters that packs share
 * @param index every provision of the official text
 */
export function lint(
  authored: AuthoredPack,
  { catalogue, controls, parameters }: Catalogues,
  index: readonly string[],
): Problem[] {
  const linter = new Linter(authored, catalogue);
  const { pack } = authored;
  return [
    ...lintLedger(authored, index),
    ...lintLinks(authored),
    ...lintControls(authored, controls),
    ...lintParameters(authored, parameters),
    ...lintNotes(authored),
    ...lintVersion(authored),
    ...pack.rules.filter((rule) => rule.kind === 'definition').flatMap((rule) => linter.definition(rule)),
    ...subjectsOf(pack).flatMap(({ rule, role }) => linter.subject(rule, role)),
    ...[...pack.scores.keys()].flatMap((id) => linter.score(id)),
    ...pack.rules.flatMap((rule) =>
      linter.exceptions(rule, rule.unless, ['unless'], linter.reading.condition(rule.when)),
    ),
  ];
}

/** Decides rules over every possible system: a reading of the profile that states nothing. */
class Linter {
  readonly reading: Reading;
  readonly #authored: AuthoredPack;
  readonly #catalogue: Catalogue;

  constructor(authored: AuthoredPack, catalogue: Catalogue) {
    this.#authored = authored;
    this.#catalogue = catalogue;
    this.reading = new Reading(withGates(authored.pack, catalogue), catalogue, stated({}), FIRST_DAY);
  }

  definition(rule: Rule): Problem[] {
    return this.#contingent(rule, this.reading.active(rule), '');
  }

  subject(rule: Rule, role: string | null): Problem[] {
    const { reading } = this;
    const { diagrams } = reading;
    const applies = [scopeOf(reading, rule), roleOf(reading, role), reading.active(rule)].reduce((a, b) =>
      diagrams.and(a, b),
    );
    const as = role === null ? '' : ` for the ${role}`;
    return [
      ...this.#contingent(rule, applies, as),
      ...(applies === diagrams.no ? [] : this.#opens(rule, applies, as)),
      ...this.#askable(rule, applies),
    ];
  }

  exceptions(rule: Rule, exceptions: readonly Exception[], path: Path, when: Diagram): Problem[] {
    const { diagrams } = this.reading;
    const problems: Problem[] = [];
    for (const [i, one] of exceptions.entries()) {
      const bites = diagrams.and(when, this.reading.condition(one.when));
      if (bites === diagrams.no) {
        problems.push(
          this.#at(rule, [...path, i], `the exception "${one.id}" can never hold where the rule does`),
        );
      }
      for (const other of exceptions.slice(i + 1)) {
        const both = diagrams.and(
          diagrams.and(when, this.reading.exception(one)),
          this.reading.exception(other),
        );
        if (one.rank === other.rank && both !== diagrams.no) {
          const reason = `the exceptions "${one.id}" and "${other.id}" of equal rank can both hold`;
          problems.push(this.#at(rule, [...path, i], reason, 'give one of them a higher "rank"'));
        }
      }
      problems.push(...this.exceptions(rule, one.unless, [...path, i, 'unless'], bites));
    }
    return problems;
  }

  #contingent(rule: Rule, diagram: Diagram, as: string): Problem[] {
    const truth = this.reading.truth(diagram);
    if (truth === undefined) return [];
    const reason = truth ? `holds for every possible system${as}` : `can hold for no possible system${as}`;
    return [
      this.#at(
        rule,
        ['id'],
        `"${rule.id}" ${reason}`,
        'compare "when", "unless" and the definitions it uses',
      ),
    ];
  }

  #opens(rule: Rule, applies: Diagram, as: string): Problem[] {
    const { diagrams } = this.reading;
    const opens = rule.windows.map((window) => {
      const openings = openingsOf(this.reading, window, FIRST_DAY);
      return openings.some(
        ({ now, later }) => diagrams.and(applies, diagrams.or(now, later)) !== diagrams.no,
      );
    });
    if (!opens.some(Boolean))
      return [this.#at(rule, ['applies'], `"${rule.id}" has no window that ever opens${as}`)];
    const source = this.#authored.source.rules.find(({ id }) => id === rule.id);
    if (!Array.isArray(source?.applies)) return [];
    return opens.flatMap((isOpen, i) =>
      isOpen ? [] : [this.#at(rule, ['applies', i], `this window never opens${as}`)],
    );
  }

  /** No rule may hang on a question that is not asked in the situation at hand, nor may the day it applies. */
  #askable(rule: Rule, applies: Diagram): Problem[] {
    const { diagrams } = this.reading;
    const opens = rule.windows.flatMap((window) =>
      openingsOf(this.reading, window, FIRST_DAY).flatMap(({ now, later }) => [now, later]),
    );
    const whole = opens.map((opening) => diagrams.and(applies, opening));
    return [applies, ...whole]
      .flatMap((diagram) => this.#unasked(diagram))
      .filter(isFirst)
      .map((id) => {
        const reason = `"${rule.id}" can depend on "${id}" where that is not asked (its askWhen is false)`;
        return this.#at(rule, ['when'], reason, 'add the gate to the condition, or widen askWhen');
      });
  }

  /** No score may hang on one either, wherever the instrument reaches the system. */
  score(id: string): Problem[] {
    const { reading } = this;
    const reached = reading.diagrams.choose(reading.scope(), reading.score(id), reading.diagrams.leaf('0'));
    return this.#unasked(reached).map((fact) => {
      const reason = `the score "${id}" can depend on "${fact}" where that is not asked (its askWhen is false)`;
      const hint = 'add the gate to "when" of its item, or widen askWhen';
      return this.#authored.locatePart(id, ['items'], reason, hint);
    });
  }

  /** The facts on which a function depends where their gate is shut. */
  #unasked(diagram: Diagram): string[] {
    const { diagrams } = this.reading;
    return this.reading.factsBehind(diagram).filter((id) => {
      const gate = packOfGates(this.#catalogue)?.byId.get(id);
      if (!gate) return false;
      const shut = diagrams.not(this.reading.condition(gate.when));
      return this.reading.factsBehind(diagrams.choose(shut, diagram, diagrams.no)).includes(id);
    });
  }

  #at(rule: Rule, path: Path, reason: string, hint?: string): Problem {
    return this.#authored.locatePart(rule.id, path, reason, hint);
  }
}

function lintControls(authored: AuthoredPack, controls: readonly Control[]): Problem[] {
  const known = new Set(controls.flatMap((control) => [control.id, ...(control.aliases ?? [])]));
  return authored.pack.rules.flatMap((rule) => [
    ...rule.controls
      .filter((control) => !known.has(control))
      .map((control) =>
        authored.locatePart(
          rule.id,
          ['control'],
          `no control is called "${control}"`,
          suggest(control, known),
        ),
      ),
    ...(rule.kind === 'duty' && rule.relation === undefined
      ? [
          authored.locatePart(
            rule.id,
            ['control'],
            `the duty "${rule.id}" does not say how it relates to its controls`,
            `add "relation:", one of ${RELATIONS.join(', ')}`,
          ),
        ]
      : []),
  ]);
}

function isFirst<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}

/** The pack together with the gates of facts as definitions, so that what either tells apart is told apart. */
function withGates(pack: Pack, catalogue: Catalogue): Pack {
  const gates = packOfGates(catalogue)?.rules ?? [];
  return { ...pack, rules: [...pack.rules, ...gates] };
}

/** Quantities are named by the shared vocabulary, so that those of different instruments can be compared. */
function lintParameters(authored: AuthoredPack, { parameters, events }: Parameters): Problem[] {
  const names = parameters.map(({ id }) => id);
  const moments = events.map(({ id }) => id);
  const hintFor = (id: string, known: readonly string[]): string =>
    suggest(id, known) ?? 'add it to rules/parameters.yaml';
  return authored.pack.rules.flatMap((rule) =>
    Object.entries(rule.parameters).flatMap(([id, { after, before }]) => [
      ...(names.includes(id)
        ? []
        : [
            authored.locatePart(
              rule.id,
              ['parameters', id],
              `no parameter is called "${id}"`,
              hintFor(id, names),
            ),
          ]),
      ...Object.entries({ after, before }).flatMap(([key, event]) =>
        event === undefined || moments.includes(event)
          ? []
          : [
              authored.locatePart(
                rule.id,
                ['parameters', id, key],
                `no event is called "${event}"`,
                hintFor(event, moments),
              ),
            ],
      ),
    ]),
  );
}

/** A note that is no sentence is most often half of one: a comma parts the items of a list written in brackets. */
const SENTENCE = /^[\p{Lu}\p{N}§'"“‘([].*[.!?)"'”’\]]$/su;

function lintNotes({ pack, locatePart, locateManifest }: AuthoredPack): Problem[] {
  const parts = [...pack.rules, ...pack.scores.values(), ...pack.measures];
  const wrong = (
    notes: readonly string[] | undefined,
    report: (path: Path, reason: string, hint: string) => Problem,
  ) =>
    (notes ?? []).flatMap((note, i) =>
      SENTENCE.test(note)
        ? []
        : [report(['notes', i], `"${note}" is no sentence`, 'put a note with a comma between quotes')],
    );
  return [
    ...wrong(pack.manifest.notes, locateManifest),
    ...parts.flatMap(({ id, notes }) =>
      wrong(notes, (path, reason, hint) => locatePart(id, path, reason, hint)),
    ),
  ];
}

/** The newest entry of `changes` records the version and the digest of its rules, so that no change goes unnoticed. */
function lintVersion(authored: AuthoredPack): Problem[] {
  const { manifest } = authored.source;
  const [newest] = [...manifest.changes].reverse();
  const at = ['changes', manifest.changes.length - 1];
  if (newest?.version !== manifest.version) {
    return [
      authored.locateManifest(
        at,
        `the newest entry is about ${newest?.version}, the pack is ${manifest.version}`,
      ),
    ];
  }
  const digest = digestOfParts(authored.source);
  if (newest.rules === digest) return [];
  const reason = 'the rules differ from those recorded for this version';
  return [authored.locateManifest(at, reason, `raise "version" and add a change with "rules: ${digest}"`)];
}
