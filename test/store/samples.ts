import { evaluate } from '../../engine/evaluate.ts';
import type { Facts } from '../../engine/facts.ts';
import type { Assessment } from '../../engine/finding.ts';
import { gate } from '../../engine/gate.ts';
import { DEFAULT_POLICY } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Basis } from '../../store/assessments.ts';
import type { Basis as GateBasis } from '../../store/gate-runs.ts';
import { authored, catalogue } from '../fixtures/small-pack.ts';

const { pack } = authored();

export function sampleProfile(id: string, facts: Facts = {}): Profile {
  return {
    jurismap: 1,
    system: { id, name: `System ${id}` },
    facts,
    evidence: {},
    waivers: [],
    measurements: {},
  };
}

export function sampleAssessment(id: string, facts: Facts = {}, day = '2025-06-01'): Assessment {
  return evaluate(sampleProfile(id, facts), pack, catalogue, day);
}

/** What an assessment was made of. */
export const basis = (profileVersion: number, declared = 0): Basis => ({ profileVersion, declared });

export const change = (minute = 0) => ({
  by: 'counsel',
  at: `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`,
});

/** What a gate run says about a commit. */
export const sampleStatement = (id: string, commit = 'abcdef1') => ({
  system: id,
  profileVersion: 1,
  profileDigest: 'digest',
  asOf: '2025-06-01',
  about: { commit },
  gate: gate([sampleAssessment(id)]),
});

/** What it rests on, `record` being that of the assessment. */
export const sampleBasis = (record = 'record'): GateBasis => ({
  policy: DEFAULT_POLICY,
  baseline: null,
  assessments: [{ pack: 'small-act', sequence: 1, record }],
});

/** A change by a request that can be sent again. */
export const sent = (minute: number, request = 'one') => ({ ...change(minute), request });
