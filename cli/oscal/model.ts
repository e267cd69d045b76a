/**
 * The parts of OSCAL 1.2.1 that Jurismap writes, for assessment results and for plans of action alike. A member that is
 * undefined is not written.
 */

export interface Property {
  name: string;
  ns?: string | undefined;
  value: string;
}

export interface Link {
  href: string;
  rel: string;
  text?: string | undefined;
}

export interface Origin {
  actors: { type: 'tool'; 'actor-uuid': string }[];
}

interface SubjectReference {
  'subject-uuid': string;
  type: 'component';
  title: string;
}

export interface Component {
  uuid: string;
  type: string;
  title: string;
  description: string;
  props: Property[];
  status: { state: 'operational' | 'other'; remarks?: string | undefined };
  'responsible-roles'?: { 'role-id': string; 'party-uuids': string[] }[] | undefined;
}

/** What an assessment was made with. */
export interface AssessmentAssets {
  components: Component[];
  'assessment-platforms': {
    uuid: string;
    title: string;
    'uses-components': { 'component-uuid': string }[];
  }[];
}

interface RelevantEvidence {
  href?: string | undefined;
  description: string;
}

export interface Observation {
  uuid: string;
  title: string;
  description: string;
  props: Property[];
  links?: Link[] | undefined;
  methods: 'EXAMINE'[];
  types?: 'control-objective'[] | undefined;
  origins: Origin[];
  subjects: SubjectReference[];
  'relevant-evidence'?: RelevantEvidence[] | undefined;
  collected: string;
  expires?: string | undefined;
}

export interface Finding {
  uuid: string;
  title: string;
  description: string;
  props: Property[];
  links?: Link[] | undefined;
  origins: Origin[];
  target: {
    type: 'objective-id';
    'target-id': string;
    title: string;
    description?: string | undefined;
    status: {
      state: 'satisfied' | 'not-satisfied';
      reason: 'pass' | 'fail' | 'other';
      remarks?: string | undefined;
    };
  };
  'related-observations': RelatedObservation[];
  'related-risks'?: RelatedRisk[] | undefined;
}

interface RelatedObservation {
  'observation-uuid': string;
}

interface RelatedRisk {
  'risk-uuid': string;
}

/** A day by which something is to be done. */
export interface Milestone {
  uuid: string;
  type: 'milestone';
  title: string;
  timing: { 'on-date': { date: string } };
}

/** A way to treat a risk. */
export interface Response {
  uuid: string;
  lifecycle: 'recommendation' | 'planned';
  title: string;
  description: string;
  props: Property[];
  tasks?: Milestone[] | undefined;
}

export interface Risk {
  uuid: string;
  title: string;
  description: string;
  statement: string;
  links?: Link[] | undefined;
  status: 'open' | 'deviation-approved';
  origins: Origin[];
  characterizations: {
    origin: Origin;
    facets: { name: string; system: string; value: string }[];
  }[];
  deadline?: string | undefined;
  remediations: Response[];
  'related-observations': RelatedObservation[];
}

export interface PoamItem {
  uuid: string;
  title: string;
  description: string;
  props: Property[];
  links?: Link[] | undefined;
  origins: Origin[];
  'related-findings'?: { 'finding-uuid': string }[] | undefined;
  'related-observations'?: RelatedObservation[] | undefined;
  'related-risks'?: RelatedRisk[] | undefined;
}

export interface Party {
  uuid: string;
  type: 'organization';
  name: string;
  'email-addresses'?: string[] | undefined;
}

export interface Metadata {
  title: string;
  'last-modified': string;
  version: string;
  'oscal-version': string;
  props: Property[];
  links: Link[];
  roles?: { id: string; title: string; description: string }[] | undefined;
  parties?: Party[] | undefined;
  remarks: string;
}

/** Something the document refers to by `#` and its id. */
export interface Resource {
  uuid: string;
  title: string;
  description: string;
  props: Property[];
  citation?: { text: string } | undefined;
  rlinks?: { href: string }[] | undefined;
  base64?: { filename: string; 'media-type': string; value: string };
}
