/** Something that documents tell, the facts it bears on, and why it settles none of them. */
export interface Topic {
  about: string;
  facts: readonly string[];
  /** The facts' question against the definition of the field in its format. */
  because: string;
}

/**
 * Everything the four formats have a field for that bears on a fact. Each was compared with the questions and the
 * definitions of the facts it names, and does not settle them as a whole. Most facts of things are lists, and a list in a
 * profile counts as complete, which no field claims to be; the others ask about use, which a description of a thing does
 * not know. What is certain nevertheless, most of it single options of lists, the readers of the formats take over.
 */
export const TOPICS = {
  /** CycloneDX: "a model based on training data that can make predictions or decisions". */
  machineLearning: {
    about: 'A machine-learning model',
    facts: ['system.kinds'],
    because:
      'the document tells neither for how many tasks it serves nor whether it is offered with an application around it',
  },
  /** CycloneDX approach, architectureFamily and modelArchitecture; SPDX typeOfModel, free text. */
  construction: {
    about: 'How the model is built',
    facts: ['system.techniques', 'system.kinds'],
    because:
      'how a model learned or is built tells neither whether it generates content nor for how many tasks it serves',
  },
  /** CycloneDX task; Hugging Face pipeline_tag, task_categories and tags; SPDX domain. */
  task: {
    about: 'Task',
    facts: ['use.purposes', 'system.kinds', 'output.synthetic'],
    because:
      'a technical task is no intended purpose, no task makes a model a general-purpose one, and only content that is meant for people counts as generated',
  },
  inputs: {
    about: 'Input formats',
    facts: ['data.modalities'],
    because:
      'a list counts as complete, and the document does not say that nothing else goes in, nor what such words as "string" stand for',
  },
  outputs: {
    about: 'Output formats',
    facts: ['output.synthetic'],
    because: 'a format does not tell whether content is generated',
  },
  /** CycloneDX datasets ("used to train and evaluate"); SPDX trainedOn and testedOn; Hugging Face datasets. */
  trainingData: {
    about: 'Data for training and testing',
    facts: ['data.used-for-training', 'places.training-data'],
    because:
      'this tells neither whether people can be identified in the data, nor where they live, nor whether you trained it or allowed it',
  },
  training: {
    about: 'How it was trained',
    facts: ['data.used-for-training', 'model.training-compute'],
    because: 'this is free text',
  },
  /** SPDX: "is used during model training or could be used during the inference", without saying which. */
  sensitiveData: {
    about: 'Sensitive personal information',
    facts: ['data.kinds', 'data.used-for-training'],
    because:
      '"yes" is about training or about use, and does not say which; what it calls sensitive are not the kinds of data that laws name; and "no" does not say that no personal data are processed',
  },
  dataKinds: {
    about: 'Sensitive data in a data set',
    facts: ['data.kinds', 'data.used-for-training'],
    because:
      'it is about a data set, in words of its own, and not about all that the system processes in use',
  },
  /** CycloneDX: "tags data according to its type, sensitivity, and value". */
  classification: {
    about: 'Classification of a data set',
    facts: ['aia.data-classification', 'data.kinds'],
    because: 'it is about a data set, in words of its own, and not about the input in use',
  },
  dataForms: {
    about: 'Forms of the data set',
    facts: ['data.modalities'],
    because: 'the form of a data set need not be that of the input in use',
  },
  dataOrigin: {
    about: 'How the data were collected',
    facts: ['data.origin'],
    because: 'it is about a data set and not about the personal data that the system processes in use',
  },
  anonymisation: {
    about: 'Anonymisation',
    facts: ['data.kinds', 'data.used-for-training'],
    because: 'a method does not tell whether people can still be identified',
  },
  users: {
    about: 'Intended users',
    facts: ['use.intended-users'],
    because: 'it asks for kinds of users from a list that counts as complete',
  },
  uses: {
    about: 'Intended uses',
    facts: ['use.purposes', 'use.settings', 'people.affected'],
    because:
      'it asks for purposes from a list that counts as complete, and for those of your own use of it too',
  },
  limitations: {
    about: 'Known limitations',
    facts: ['use.worse-outcomes-for', 'use.purposes'],
    because: 'a limitation is an answer there only where groups of people fare worse, or a use is ruled out',
  },
  /** Ethical risks, social impact. */
  risks: {
    about: 'Risks that were named',
    facts: ['people.serious-effects', 'conduct.influence'],
    because: 'the facts ask what can happen, whatever has been done against it, and not what was considered',
  },
  /** SPDX: the European Union's scale for product safety; it "differs from the one" of the AI Act. */
  safetyRisk: {
    about: 'Result of a product safety risk assessment',
    facts: ['people.serious-effects'],
    because: 'it is a degree of risk to products, and no class of any law on AI',
  },
  fairness: {
    about: 'Groups at risk',
    facts: ['use.worse-outcomes-for', 'use.worse-treatment-because-of'],
    because:
      'it names groups in words of its own, and a list there counts as complete, so the answer says of every other group that it fares no worse',
  },
  bias: {
    about: 'Known biases',
    facts: ['use.worse-outcomes-for', 'aia.data-biased'],
    because: 'a bias in data is not yet a difference in results, and need not be about people',
  },
  metrics: {
    about: 'Metrics by group',
    facts: ['use.worse-outcomes-for'],
    because: 'a metric becomes a difference only by comparison; group counts belong into "measurements"',
  },
  environment: {
    about: 'Energy or emissions',
    facts: ['aia.system-environment'],
    because: 'a quantity is no degree of effect on an ecosystem',
  },
  /** SPDX: "yes" is fully automated, "no" is with a person in any of the decisions. */
  autonomy: {
    about: 'Whether it works without a person',
    facts: ['system.autonomy', 'decision.use-of-output'],
    because:
      'the document does not tell apart giving an answer and acting, nor what people do with the answer',
  },
  explanation: {
    about: 'How results can be explained',
    facts: ['aia.algorithm-hard-to-explain'],
    because: 'a method of explanation does not tell whether the user can follow it',
  },
  /**
   * An open licence says what may be done, and not whether the system is monetised. One that restricts use, such as CC
   * BY-NC, rules free-and-open-source out; whether it is proprietary or source-available then hangs on who can get it.
   */
  licence: {
    about: 'Licence',
    facts: ['system.licence', 'model.licence', 'supply.licensing'],
    because:
      'a licence does not tell whether the thing is paid for or otherwise monetised, nor who can get it',
  },
  terms: {
    about: 'Conditions of use',
    facts: ['supply.licensing', 'use.purposes'],
    because: 'conditions for a data set bind a system built with it in ways that a person has to judge',
  },
  /** Supplier, manufacturer, publisher, author, creator. */
  maker: {
    about: 'Made or supplied by',
    facts: ['roles', 'places.provider-established'],
    because: 'the document does not know whether that is you',
  },
  /** CycloneDX pedigree; Hugging Face base_model. */
  base: {
    about: 'Derived from',
    facts: [
      'model.modified',
      'system.general-purpose-model',
      'system.used-as-supplied',
      'supply.third-party-parts',
    ],
    because:
      'the document tells neither whether the original serves many purposes nor who you are to its maker',
  },
  models: {
    about: 'Models in it',
    facts: ['supply.third-party-parts', 'system.general-purpose-model'],
    because: 'the document does not know which of them are your own',
  },
  /** Dates are of a version, a file or a data set. */
  released: {
    about: 'Released',
    facts: ['dates.first-placed', 'dates.model-placed'],
    because:
      'it is the day of this version, and the facts ask when the thing was first put on the market or into service',
  },
  standards: {
    about: 'Standards it is said to follow',
    facts: ['conformity.basis', 'model.codes-and-standards'],
    because: 'it asks for harmonised standards of the Union, and whether they are followed in full',
  },
  dataset: {
    about: 'It describes a data set, not a system',
    facts: ['system.kinds'],
    because:
      'the profile may be about the data set itself, a component that others build in, or about a system built with it; then give it the name of the system',
  },
} as const satisfies Record<string, Topic>;

export type TopicName = keyof typeof TOPICS;
