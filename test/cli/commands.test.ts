import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { QuestionSchema } from '../../engine/ask.ts';
import { FactSchema } from '../../engine/facts.ts';
import { jurismap } from './jurismap.ts';

// Each call starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const AS_OF = ['--as-of', '2026-11-22'];

describe('explain', () => {
  it('shows outcome, facts and pinpoints', async () => {
    const { code, stdout } = await jurismap(
      'explain',
      'prohibited.yaml',
      'eu-ai-act/art-4-1-literacy',
      ...AS_OF,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('On 2026-11-22: gap, since 2025-02-02, none declared.');
    expect(stdout).toContain('  - roles = deployer');
    expect(stdout).toMatch(/yes AI system \[Art\. 3\(1\)\]/);
    expect(stdout).toMatch(/^https:\/\/eur-lex\.europa\.eu\/\S+#art_4$/m);
  });

  it('says what each answer would do where any of them settles it', async () => {
    const { stdout } = await jurismap('explain', 'one-question.yaml', 'eu-ai-act/annex-iii-4-a', ...AS_OF);
    expect(stdout).toContain(`What each answer would do
  - use.purposes = none of these: not applicable
  - use.purposes = candidate-evaluation: upcoming from 2027-12-02
`);
  });

  it('takes the role asked for', async () => {
    const args = ['prohibited.yaml', 'art-4-1-literacy', '--role', 'provider', '--format', 'json'];
    const { stdout } = await jurismap('explain', ...args, ...AS_OF);
    expect(JSON.parse(stdout)).toMatchObject({
      pack: 'eu-ai-act',
      finding: { role: 'provider', outcome: 'not-applicable', reason: 'other-role' },
      url: expect.stringMatching(/^https:\/\/eur-lex\.europa\.eu\/\S+#art_4$/),
    });
  });

  it.each([
    { args: ['art-4-1-litteracy'], reason: 'did you mean "art-4-1-literacy"?' },
    { args: ['art-4-1'], reason: 'art-4-1-literacy' },
    { args: ['eu-ai-act/ai-system'], reason: 'is a definition' },
    { args: ['art-4-1-literacy', '--role', 'deploier'], reason: 'did you mean "deployer"?' },
  ])('$args ends with 2 and says why', async ({ args, reason }) => {
    const { code, stdout, stderr } = await jurismap('explain', 'prohibited.yaml', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });
});

describe('ask', () => {
  it('lists the best questions with their answers', async () => {
    const { code, stdout } = await jurismap('ask', 'undetermined.yaml', '--limit', '2');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1\. /);
    expect(stdout).toMatch(/questions can still change an outcome; 2 shown\.\n$/);
  });

  it('gives as many as were asked for in JSON', async () => {
    const { stdout } = await jurismap('ask', 'undetermined.yaml', '--limit', '3', '--format', 'json');
    const { questions } = z.object({ questions: z.array(QuestionSchema) }).parse(JSON.parse(stdout));
    expect(questions).toHaveLength(3);
  });

  it('says when nothing is left to ask', async () => {
    const { stdout } = await jurismap('ask', 'pass.yaml', '--packs', 'eu-ai-act', ...AS_OF);
    expect(stdout).toBe('Nothing to ask: no answer can change an outcome any more.\n');
  });

  it.each(['0', '-1', 'many', '1.5'])('refuses --limit %s', async (limit) => {
    const { code, stderr } = await jurismap('ask', 'undetermined.yaml', `--limit=${limit}`);
    expect(code).toBe(2);
    expect(stderr).toContain('whole number');
  });
});

describe('facts', () => {
  it('prints the catalogue', async () => {
    expect((await jurismap('facts')).stdout).toContain('use.purposes (set)');
    const { facts } = z
      .object({ facts: z.array(FactSchema) })
      .parse(JSON.parse((await jurismap('facts', '--format', 'json')).stdout));
    expect(facts.map(({ id }) => id)).toContain('use.purposes');
  });
});

describe('help and version', () => {
  it.each([['--help'], ['--version'], ['check', '--help'], ['packs', 'lint', '--help']])(
    '%s ends with 0',
    async (...args) => {
      expect(await jurismap(...args)).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it.each([[[]], [['packs']]])('%j shows help and ends with 2', async (args) => {
    const { code, stderr } = await jurismap(...args);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: jurismap');
  });
});
