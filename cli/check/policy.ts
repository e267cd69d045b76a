import { existsSync } from 'node:fs';
import * as z from 'zod';
import { check } from '../../engine/check.ts';
import { readDocument } from '../../engine/document.ts';
import { SEVERITIES } from '../../engine/pack.ts';
import { type Clause, DEFAULT_POLICY, FORBIDDABLE, type Policy, PolicySchema } from '../../engine/policy.ts';
import { checkPolicyNames } from '../../engine/policy-names.ts';
import { InputError, suggest } from '../../engine/problem.ts';
import type { Rules } from '../../engine/rules.ts';
import { CallError } from '../call-error.ts';
import { readInput } from '../read-input.ts';

export interface PolicyOptions {
  failOn?: string[];
  allowUndetermined?: true;
  requireScope?: true;
}

/** A policy kept in a file, so that a repository says once what stops its deployments. */
export const PolicyFileSchema = PolicySchema.extend({ 'jurismap-policy': z.literal(1) });

/** Fails on nothing but prohibited practices. */
const NONE = 'none';
const KEYS = ['outcome', 'severity', 'force', 'control', 'jurisdiction', 'pack'] as const;

/**
 * What fails, from the options of a call. Options add to what a policy file says.
 *
 * @param rules all there are; undefined where only a deployed Jurismap knows which packs it has
 * @throws CallError for a clause that cannot be read, InputError for a policy file that cannot
 */
export function policyFrom(
  { failOn, allowUndetermined, requireScope }: PolicyOptions,
  rules: Rules | undefined,
): Policy {
  const parts = (failOn ?? []).map((text) => policyOf(text, rules));
  return {
    failOn: failOn === undefined ? DEFAULT_POLICY.failOn : parts.flatMap((part) => part.failOn),
    allowUndetermined: allowUndetermined ?? parts.some((part) => part.allowUndetermined),
    requireScope: requireScope ?? parts.some((part) => part.requireScope),
  };
}

/** One `--fail-on`: `none`, a clause such as `gap,severity=high,jurisdiction=EU|US`, or the path of a policy file. */
function policyOf(text: string, rules: Rules | undefined): Policy {
  if (text === NONE) return { ...DEFAULT_POLICY, failOn: [] };
  const isFile = !text.includes('=') && !isOutcome(text.split(',')[0] ?? '') && existsSync(text);
  if (isFile) return readPolicy(text, rules);
  const policy = { ...DEFAULT_POLICY, failOn: [clauseOf(text)] };
  if (rules) checkClauseNames(text, policy, rules);
  return policy;
}

function readPolicy(file: string, rules: Rules | undefined): Policy {
  const document = readDocument(readInput(file), file);
  const { 'jurismap-policy': _, ...policy } = check(PolicyFileSchema, document.value, document.locate);
  if (rules) checkPolicyNames(policy, rules, document.locate);
  return policy;
}

function checkClauseNames(text: string, policy: Policy, rules: Rules): void {
  try {
    checkPolicyNames(policy, rules);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [problem] = error.problems;
    throw new CallError(`--fail-on ${text}: ${problem?.reason}`, problem?.hint);
  }
}

function isOutcome(word: string): boolean {
  return FORBIDDABLE.some((outcome) => outcome === word);
}

function clauseOf(text: string): Clause {
  const refuse = (reason: string, hint: string): never => {
    throw new CallError(`--fail-on ${text}: ${reason}`, hint);
  };
  const given: Record<string, string[]> = {};
  for (const part of text.split(',').map((one) => one.trim())) {
    const [key = '', values] = part.includes('=') ? split(part) : ['outcome', part];
    if (!KEYS.some((known) => known === key)) refuse(`"${key}" is no part of a clause`, nearest(key, KEYS));
    given[key] = [...(given[key] ?? []), ...(values ?? '').split('|')];
  }
  for (const outcome of given.outcome ?? []) {
    if (!isOutcome(outcome)) refuse(`"${outcome}" is no outcome to fail on`, outcomeHint(outcome));
  }
  const { severity, ...lists } = given;
  const clause = { ...lists, ...(severity && { severity: severity[0] }) };
  if (severity && severity.length > 1) refuse('one severity is enough', 'the lower one includes the higher');
  const read = PolicySchema.shape.failOn.safeParse([clause], { reportInput: true });
  const [issue] = read.error?.issues ?? [];
  if (issue) {
    const [, key = '', index] = issue.path.map(String);
    const written = given[key]?.[Number(index ?? 0)] ?? '';
    refuse(`"${written}" is no ${key}`, key === 'severity' ? nearest(written, SEVERITIES) : issue.message);
  }
  return read.data?.[0] ?? {};
}

function split(part: string): [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

function nearest(written: string, known: readonly string[]): string {
  return suggest(written, known) ?? `there is ${known.join(', ')}`;
}

function outcomeHint(word: string): string {
  switch (word) {
    case 'prohibited':
      return 'a prohibited practice always fails; "none" fails on nothing else';
    case 'undetermined':
      return 'what is undetermined fails unless --allow-undetermined is given';
    case NONE:
      return '"none" stands alone';
    default:
      // What looks like a path is meant as one.
      return /[./\\]/.test(word) ? 'there is no such policy file' : nearest(word, [...FORBIDDABLE, NONE]);
  }
}
