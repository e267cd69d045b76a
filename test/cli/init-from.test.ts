import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { jurismap, readReport } from './jurismap.ts';
import { hasTerminal, KEYS, Terminal } from './terminal.ts';

vi.setConfig({ testTimeout: 240_000 });

const SAMPLES = join(import.meta.dirname, '..', '..', 'cli', 'import', 'fixtures');
const CALIFORNIA = ['--packs', 'us-ca-sb942', '--as-of', '2026-11-22'];
const MARK = / {2}# from .*; complete the list and remove the leading "# "$/;

const folder = (): string => mkdtempSync(join(tmpdir(), 'jurismap-'));

/** A folder with a card of a model that makes pictures. */
function withCard(): string {
  const here = folder();
  writeFileSync(
    join(here, 'card.md'),
    '---\npipeline_tag: text-to-image\nlicense: cc-by-nc-4.0\n---\n# Acme Painter\n',
  );
  return here;
}

/** What a profile says before the list of what is open. */
function toldIn(file: string): string {
  return readFileSync(file, 'utf8').split('\n# Still open')[0] ?? '';
}

describe('init --from', () => {
  it('writes what a document settles, what it settles in part and what it leaves to a person', async () => {
    const here = withCard();
    const { code, stdout } = await jurismap(
      ...['init', join(here, 'a.yaml'), '--from', join(here, 'card.md'), ...CALIFORNIA],
    );
    expect(code).toBe(0);
    const card = join(here, 'card.md');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      `${card} (Hugging Face model card) settles 2 facts (output.only-minor-changes, output.alteration) and a part of 2 lists (system.techniques, data.modalities), left in comments for you to complete. Below the facts: 2 statements of it for you to judge.`,
    );
    expect(
      toldIn(join(here, 'a.yaml')).replaceAll(card, 'card.md').replaceAll('\n  #   ', ' '),
    ).toBe(`# What one AI system is and does, for Jurismap: "jurismap check" evaluates it.
# A fact that is left out is unknown. A list counts as complete; [] says "none of these".
# Started from card.md (Hugging Face model card).
jurismap: 1
system:
  id: acme-painter  # from line 5
  name: Acme Painter  # from line 5
facts:
  # Is all that it does to pictures, sound or video one of the small changes listed below?
  # From card.md, /pipeline_tag: the hub defines text-to-image as generating images, and none is given to it
  output.only-minor-changes: false

  # What is the most the system does to the material that people give it?
  # = Makes new content, or changes the material or its meaning substantially
  # From card.md, /pipeline_tag: the hub defines text-to-image as generating images, and none is given to it
  output.alteration: creates-or-alters

  # By what techniques does it get from input to output?
  # = Machine learning: every task of the hub is one of machine learning
  # = A generative model: the hub defines text-to-image as generating images
  # system.techniques: [machine-learning, generative-model]  # from /pipeline_tag; complete the list and remove the leading "# "

  # In which forms does the input come?
  # = Text: the hub defines text-to-image as taking text
  # data.modalities: [text]  # from /pipeline_tag; complete the list and remove the leading "# "

# What card.md says beyond that, for a person to judge:
# - Licence: "cc-by-nc-4.0" (/license).
#   Answer system.licence, model.licence and supply.licensing: a licence does not tell whether the
#   thing is paid for or otherwise monetised, nor who can get it.
# - Task: "text-to-image" (/pipeline_tag).
#   Answer use.purposes, system.kinds and output.synthetic: a technical task is no intended
#   purpose, no task makes a model a general-purpose one, and only content that is meant for
#   people counts as generated.
`);
    expect(readFileSync(join(here, 'a.yaml'), 'utf8')).toContain(
      '#   system.techniques: complete the list above, which has machine-learning, generative-model\n',
    );
  });

  it.each([
    ['llama-energy.cdx.json', 'llama-2-7b', ['system.techniques']],
    ['stable-diffusion.cdx.json', 'stable-diffusion', ['system.techniques']],
    [
      'sentiment-demo.spdx3.json',
      'sentiment-demo-a-simple-ai-application-and-its-ai-bom-example',
      ['system.techniques'],
    ],
    ['titanic.croissant-1.0.json', 'titanic', []],
    ['squad-v2.croissant-1.1.json', 'squad-v2', []],
    ['hub-test-sample_simple.md', 'my-cool-model', ['system.techniques']],
    ['hub-test-sample_datasetcard_simple.md', 'sample-segmentation', []],
    ['hub-test-sample_windows_line_breaks.md', 'hello-old-windows-line-breaks', []],
  ])(
    'makes of %s a profile that check reads, before and after it is completed',
    async (sample, id, lists) => {
      const file = join(folder(), 'a.yaml');
      const { code } = await jurismap('init', file, '--from', join(SAMPLES, sample), ...CALIFORNIA);
      expect(code).toBe(0);
      const text = readFileSync(file, 'utf8');
      expect(parse(text)).toMatchObject({ system: { id } });
      expect(parse(text).facts ?? {}).toEqual({});
      const before = await jurismap('check', file, '--format', 'json', ...CALIFORNIA);
      expect(before.code).toBe(3);

      const lines = text.split('\n').map((line) => (MARK.test(line) ? line.replace('# ', '') : line));
      writeFileSync(file, lines.join('\n'));
      expect(Object.keys(parse(lines.join('\n')).facts ?? {})).toEqual(lists);
      const after = await jurismap('check', file, '--format', 'json', ...CALIFORNIA);
      const [open = 0, left = 0] = [before, after].map(
        ({ stdout }) => readReport(stdout).gate.counts.undetermined,
      );
      if (lists.length > 0) expect(left).toBeLessThan(open);
      else expect(left).toBe(open);
    },
  );

  it.runIf(hasTerminal)(
    'chooses beforehand in the conversation what is sure, and says from where',
    async () => {
      const here = withCard();
      const talk = new Terminal(here, 'init', 'a.yaml', '--from', 'card.md', ...CALIFORNIA);
      await talk.sees('What is the system called?');
      talk.press(' 2', KEYS.enter);
      await talk.sees('Under which id is it kept?');
      talk.press(KEYS.enter);
      await talk.sees('Who is accountable for it?');
      talk.press(KEYS.enter);
      await talk.sees('What do you do with the system or model?');
      talk.press('release it under', KEYS.tab);
      await talk.sees('Chosen: Develop it and release it');
      talk.press(KEYS.enter);
      await talk.sees('The document says for sure (/pipeline_tag): Machine learning;');
      await talk.sees('By what techniques does it get from input to output?');
      await talk.sees('Chosen: Machine learning; A generative model');
      talk.press(KEYS.enter);
      await talk.sees('Still open:');
      talk.press(KEYS.ctrlC);
      expect(await talk.ends()).toBe(0);
      const text = toldIn(join(here, 'a.yaml'));
      expect(text).toContain('  id: acme-painter  # from line 5\n  name: Acme Painter 2\n');
      expect(text).toContain('  system.techniques: [machine-learning, generative-model]\n');
      expect(text).not.toContain('# system.techniques');
      expect(text).toContain('  # data.modalities: [text]  # from /pipeline_tag;');
      expect(parse(text).facts).toEqual({
        'output.only-minor-changes': false,
        'output.alteration': 'creates-or-alters',
        roles: ['provider'],
        'system.techniques': ['machine-learning', 'generative-model'],
      });
    },
  );
});
