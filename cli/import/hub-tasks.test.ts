import { describe, expect, it } from 'vitest';
import { certainOf, settledBy } from './hub-tasks.ts';

/** What is known of a model with a task, in short. */
function known(task: string): string[] {
  return [
    ...certainOf(task, 'x').map(({ fact, options }) => `${fact} ${options.join('+')}`),
    ...settledBy(task, 'x').map(({ fact, value }) => `${fact} = ${value}`),
  ];
}

const LEARNED = 'system.techniques machine-learning';
const GENERATIVE = 'system.techniques generative-model';

describe('tasks of the hub', () => {
  it.each([
    ['text-generation', [GENERATIVE, 'data.modalities text']],
    ['image-text-to-text', [GENERATIVE, 'data.modalities image+text']],
    ['text-to-speech', [GENERATIVE, 'data.modalities text', 'output.only-minor-changes = false']],
    [
      'unconditional-image-generation',
      [GENERATIVE, 'output.only-minor-changes = false', 'output.alteration = creates-or-alters'],
    ],
    ['image-to-video', [GENERATIVE, 'data.modalities image']],
    ['image-to-image', ['data.modalities image']],
    ['summarization', ['data.modalities text']],
    ['automatic-speech-recognition', ['data.modalities audio']],
    ['table-question-answering', ['data.modalities tabular+text']],
    ['any-to-any', []],
  ])('%s', (task, more) => {
    expect(known(task)).toEqual([LEARNED, ...more]);
  });

  it.each(['other', 'toString', ''])('%j is none', (task) => {
    expect(known(task)).toEqual([]);
  });
});
