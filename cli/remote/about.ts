import { execFileSync } from 'node:child_process';
import { type About, AboutSchema } from '../../engine/about.ts';
import { CallError } from '../call-error.ts';
import { STDIN } from '../read-input.ts';
import type { Environment } from './token.ts';

/**
 * Tells of each profile what is going to be deployed: the commit that is named, else the one the pipeline is about, else
 * the one this folder is at. There is none where no commit is known.
 *
 * @param named what `--commit` says
 * @throws CallError for a `--commit` that is none
 */
export function aboutThis(
  environment: Environment,
  named: string | undefined,
): (file: string) => About | undefined {
  const pipeline = PIPELINES.find(({ commit }) => isCommit(environment[commit]));
  const commit = named?.toLowerCase() ?? (pipeline && environment[pipeline.commit]);
  if (commit === undefined) return workTree();
  if (!isCommit(commit)) {
    throw new CallError(`--commit ${named}: it is no commit`, 'write 7 to 64 hexadecimal digits');
  }
  const about = { commit, ...(pipeline && partsOf(pipeline, environment)) };
  return () => about;
}

/** The variables in which a pipeline says what it is about, and texts with such variables in them. */
interface Pipeline {
  commit: string;
  repository: string;
  /** The first whose variables are there. */
  refs: readonly string[];
  /** Where to read about the run; another place for each run. */
  run: string;
}

const PIPELINES: readonly Pipeline[] = [
  {
    commit: 'GITHUB_SHA',
    repository: '$GITHUB_SERVER_URL/$GITHUB_REPOSITORY',
    refs: ['$GITHUB_REF'],
    run: '$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/attempts/$GITHUB_RUN_ATTEMPT',
  },
  {
    commit: 'CI_COMMIT_SHA',
    repository: '$CI_PROJECT_URL',
    refs: ['$CI_COMMIT_REF_NAME'],
    run: '$CI_JOB_URL',
  },
  {
    commit: 'BITBUCKET_COMMIT',
    repository: '$BITBUCKET_GIT_HTTP_ORIGIN',
    refs: ['$BITBUCKET_BRANCH', '$BITBUCKET_TAG'],
    run: '$BITBUCKET_GIT_HTTP_ORIGIN/pipelines/results/$BITBUCKET_BUILD_NUMBER',
  },
  {
    commit: 'BUILD_SOURCEVERSION',
    repository: '$BUILD_REPOSITORY_URI',
    refs: ['$BUILD_SOURCEBRANCH'],
    run: '$SYSTEM_COLLECTIONURI$SYSTEM_TEAMPROJECT/_build/results?buildId=$BUILD_BUILDID',
  },
  {
    commit: 'CIRCLE_SHA1',
    repository: '$CIRCLE_REPOSITORY_URL',
    refs: ['$CIRCLE_BRANCH', '$CIRCLE_TAG'],
    run: '$CIRCLE_BUILD_URL',
  },
  { commit: 'GIT_COMMIT', repository: '$GIT_URL', refs: ['$GIT_BRANCH'], run: '$BUILD_URL' },
];

const { commit: CommitSchema, repository, ref, run } = AboutSchema.shape;

function isCommit(text: string | undefined): text is string {
  return CommitSchema.safeParse(text).success;
}

/** What a pipeline says of itself, as far as it can be recorded. */
function partsOf(pipeline: Pipeline, environment: Environment): Omit<About, 'commit'> {
  const said = {
    repository: withoutPassword(filled(pipeline.repository, environment)),
    ref: pipeline.refs.map((text) => filled(text, environment)).find(Boolean),
    run: withoutPassword(filled(pipeline.run, environment)),
  };
  return {
    ...(repository.safeParse(said.repository).data && { repository: said.repository }),
    ...(ref.safeParse(said.ref).data && { ref: said.ref }),
    ...(run.safeParse(said.run).data && { run: said.run }),
  };
}

/** @returns undefined when a variable is not there */
function filled(text: string, environment: Environment): string | undefined {
  let isWhole = true;
  const result = text.replaceAll(/\$([A-Z0-9_]+)/g, (_, name: string) => {
    const value = environment[name];
    isWhole &&= Boolean(value);
    return value ?? '';
  });
  return isWhole ? result : undefined;
}

/** Addresses that pipelines fetch from can have a password in them. */
function withoutPassword(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.username === '' && url.password === '') return text;
  url.username = '';
  url.password = '';
  return url.href;
}

/** The commit a work tree is at, and whether a profile is as that has it. */
function workTree(): (file: string) => About | undefined {
  const commit = git('rev-parse', 'HEAD')?.trim();
  if (!isCommit(commit)) return () => undefined;
  return (file) => {
    const isClean = file !== STDIN && git('status', '--porcelain', '--ignored', '--', file) === '';
    return isClean ? { commit } : { commit, dirty: true };
  };
}

/** @returns what git prints; undefined where there is no git, or it has nothing to say */
function git(...args: string[]): string | undefined {
  try {
    // A folder that strangers wrote can name a program for git to start.
    const careful = ['-c', 'core.fsmonitor=false'];
    return execFileSync('git', [...careful, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 30_000,
    });
  } catch {
    return undefined;
  }
}
