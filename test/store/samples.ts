import { evaluate } from '../../engine/evaluate.ts';
import type { Facts } from '../../engine/facts.ts';
import type { Assessment } from '../../engine/finding.ts';
import type { Profile } from '../../engine/profile.ts';
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

export const change = (minute = 0) => ({
  by: 'counsel',
  at: `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`,
});
