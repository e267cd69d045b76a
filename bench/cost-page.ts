import type { StepCost } from './cost.ts';

/** USD, for a million each but GB-seconds and GB-months; list prices of us-east-1 before any free tier. */
const PRICES = {
  read: 0.125,
  write: 0.625,
  requests: 1,
  messages: 0.4,
  invocations: 0.2,
  gigabyteSecond: 0.0000133334,
};
/** MB of the function that looks at systems, the one that costs. */
const MEMORY = 1769;
const FLEETS = [1_000, 100_000, 1_000_000];

/** The figures of `docs/cost.md`. */
export function costPage(steps: readonly StepCost[], systems: number, packs: number): string {
  return [
    `Means over ${systems} example systems under ${packs} packs. Units as DynamoDB bills them; those of indexes are reckoned from`,
    'the sizes of the items, because the engine here does not count them. Milliseconds are those of functions on the machine this was',
    'written on.',
    '',
    ...table(
      ['for one system', 'read units', 'write units', 'index units', 'ms', 'messages', 'USD for a million'],
      steps.map((step) => [
        step.step,
        ...[step.read, step.write, step.index].map((units) => units.toFixed(1)),
        step.milliseconds.toFixed(0),
        step.messages.toFixed(1),
        (dollars(step) * 1_000_000).toFixed(0),
      ]),
    ),
    '',
    ...table(
      ['for a fleet, USD', ...FLEETS.map((fleet) => fleet.toLocaleString('en'))],
      FLEET_STEPS.map(({ name, of }) => [
        name,
        ...FLEETS.map((fleet) =>
          (of.reduce((sum, step) => sum + dollars(named(steps, step)), 0) * fleet).toFixed(2),
        ),
      ]),
    ),
  ].join('\n');
}

/** What happens to a whole fleet, by the steps it takes for each system. */
const FLEET_STEPS = [
  { name: 'everything assessed for the first time', of: ['assess it for the first time, under every pack'] },
  { name: 'every assessment made again (another engine)', of: ['make every assessment again'] },
  {
    name: 'one pack changed that all were assessed under',
    of: ['find it, and make its assessment under a changed pack again'],
  },
  { name: 'one gate each', of: ['gate it', 'look at it after the gate'] },
];

function named(steps: readonly StepCost[], name: string): StepCost {
  const found = steps.find(({ step }) => step === name);
  if (!found) throw new Error(`no step is called "${name}"`);
  return found;
}

function dollars({ read, write, index, milliseconds, messages }: StepCost): number {
  const gigabyteSeconds = (milliseconds / 1000) * (MEMORY / 1024);
  const million =
    read * PRICES.read +
    (write + index) * PRICES.write +
    // A message is sent, received and deleted; one that came over HTTP was a request.
    (messages > 0
      ? messages * (3 * PRICES.messages + PRICES.invocations)
      : PRICES.requests + PRICES.invocations);
  return million / 1_000_000 + gigabyteSeconds * PRICES.gigabyteSecond;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)];
}
