import type { CertainOptions, SettledFact } from './certain.ts';

/** Forms of content that the tasks of the hub take and generate, called as `data.modalities` calls them. */
type Form = 'text' | 'image' | 'video' | 'audio' | 'tabular';

interface Task {
  /** In which forms a model gets its input, where the definition says so. */
  takes: readonly Form[];
  /** What it generates; undefined too where a model may as well pick out, label or carry over what it is given. */
  generates?: 'text' | 'image' | 'video' | 'audio';
}

/**
 * The tasks of the Hugging Face hub that a model can be tagged with. They "describe the shape of each model's API (inputs and
 * outputs)" (https://huggingface.co/docs/hub/models-tasks), one by one in the package `@huggingface/tasks`.
 *
 * - A summary, an answer or a caption may be copied out of the input, and a transcript, a translation or a picture without
 *   noise carries it over, so these generate nothing for sure.
 * - A task whose definition leaves its input open takes nothing for sure. Questions, captions and prompts are text.
 */
export const TASKS: Readonly<Record<string, Task>> = {
  'text-generation': { takes: ['text'], generates: 'text' },
  'image-text-to-text': { takes: ['image', 'text'], generates: 'text' },
  'audio-text-to-text': { takes: ['audio', 'text'], generates: 'text' },
  'video-text-to-text': { takes: ['video', 'text'], generates: 'text' },
  'text-to-image': { takes: ['text'], generates: 'image' },
  'image-text-to-image': { takes: ['image', 'text'], generates: 'image' },
  'unconditional-image-generation': { takes: [], generates: 'image' },
  'text-to-video': { takes: ['text'], generates: 'video' },
  'image-to-video': { takes: ['image'], generates: 'video' },
  'image-text-to-video': { takes: ['image', 'text'], generates: 'video' },
  'text-to-speech': { takes: ['text'], generates: 'audio' },
  'text-to-audio': { takes: ['text'], generates: 'audio' },

  'fill-mask': { takes: ['text'] },
  'question-answering': { takes: ['text'] },
  'sentence-similarity': { takes: ['text'] },
  summarization: { takes: ['text'] },
  'text-classification': { takes: ['text'] },
  'text-ranking': { takes: ['text'] },
  'text-to-3d': { takes: ['text'] },
  'token-classification': { takes: ['text'] },
  translation: { takes: ['text'] },
  'zero-shot-classification': { takes: ['text'] },

  'depth-estimation': { takes: ['image'] },
  'document-question-answering': { takes: ['image', 'text'] },
  'image-classification': { takes: ['image'] },
  'image-segmentation': { takes: ['image'] },
  'image-to-3d': { takes: ['image'] },
  'image-to-image': { takes: ['image'] },
  'image-to-text': { takes: ['image'] },
  'keypoint-detection': { takes: ['image'] },
  'mask-generation': { takes: ['image'] },
  'object-detection': { takes: ['image'] },
  'visual-document-retrieval': { takes: ['image', 'text'] },
  'visual-question-answering': { takes: ['image', 'text'] },
  'zero-shot-image-classification': { takes: ['image'] },
  'zero-shot-object-detection': { takes: ['image'] },
  'video-classification': { takes: ['video'] },
  'video-to-video': { takes: ['video'] },

  'audio-classification': { takes: ['audio'] },
  'audio-to-audio': { takes: ['audio'] },
  'automatic-speech-recognition': { takes: ['audio'] },

  'table-question-answering': { takes: ['tabular', 'text'] },
  'tabular-classification': { takes: ['tabular'] },
  'tabular-regression': { takes: ['tabular'] },

  'any-to-any': { takes: [] },
  'feature-extraction': { takes: [] },
  'graph-ml': { takes: [] },
  'image-feature-extraction': { takes: [] },
  'reinforcement-learning': { takes: [] },
  robotics: { takes: [] },
  'time-series-forecasting': { takes: [] },
  'voice-activity-detection': { takes: [] },
};

/** Options that hold for sure of a model with this task: what learned models do, and in which forms their input comes. */
export function certainOf(name: string, source: string): CertainOptions[] {
  const task = taskOf(name);
  if (!task) return [];
  const { takes, generates } = task;
  return [
    {
      fact: 'system.techniques',
      options: ['machine-learning'],
      source,
      because: 'every task of the hub is one of machine learning',
    },
    ...(generates === undefined
      ? []
      : [
          {
            fact: 'system.techniques',
            options: ['generative-model'],
            source,
            because: `the hub defines ${name} as generating ${WORDS[generates]}`,
          },
        ]),
    ...(takes.length === 0
      ? []
      : [
          {
            fact: 'data.modalities',
            options: takes,
            source,
            because: `the hub defines ${name} as taking ${takes.map((form) => WORDS[form]).join(' and ')}`,
          },
        ]),
  ];
}

/**
 * Facts that the task of a model settles as a whole: what makes pictures, video or sound without being given any does more
 * than edit them. Sound may still be a faithful reading of a text.
 */
export function settledBy(name: string, source: string): SettledFact[] {
  const { takes = [], generates = 'text' } = taskOf(name) ?? {};
  if (generates === 'text' || takes.some((form) => form !== 'text')) return [];
  const because = `the hub defines ${name} as generating ${WORDS[generates]}, and none is given to it`;
  return [
    { fact: 'output.only-minor-changes', value: false, source, because },
    ...(generates === 'audio'
      ? []
      : [{ fact: 'output.alteration', value: 'creates-or-alters', source, because }]),
  ];
}

function taskOf(name: string): Task | undefined {
  return Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
}

const WORDS: Readonly<Record<Form, string>> = {
  text: 'text',
  image: 'images',
  video: 'video',
  audio: 'sound',
  tabular: 'tables',
};
