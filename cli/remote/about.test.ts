import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aboutThis } from './about.ts';

const COMMIT = 'c0ffee254729296a45a3885639ac7e10f9d54979';

describe('in a pipeline', () => {
  it.each([
    [
      'GitHub',
      {
        GITHUB_SHA: COMMIT,
        GITHUB_SERVER_URL: 'https://github.example',
        GITHUB_REPOSITORY: 'acme/ranker',
        GITHUB_REF: 'refs/pull/7/merge',
        GITHUB_RUN_ID: '17',
        GITHUB_RUN_ATTEMPT: '2',
      },
      {
        repository: 'https://github.example/acme/ranker',
        ref: 'refs/pull/7/merge',
        run: 'https://github.example/acme/ranker/actions/runs/17/attempts/2',
      },
    ],
    [
      'GitLab',
      {
        CI_COMMIT_SHA: COMMIT,
        CI_PROJECT_URL: 'https://gitlab.example/acme/ranker',
        CI_COMMIT_REF_NAME: 'main',
        CI_JOB_URL: 'https://gitlab.example/acme/ranker/-/jobs/17',
      },
      {
        repository: 'https://gitlab.example/acme/ranker',
        ref: 'main',
        run: 'https://gitlab.example/acme/ranker/-/jobs/17',
      },
    ],
    [
      'Bitbucket, on a tag',
      {
        BITBUCKET_COMMIT: COMMIT,
        BITBUCKET_GIT_HTTP_ORIGIN: 'https://bitbucket.example/acme/ranker',
        BITBUCKET_TAG: 'v1',
        BITBUCKET_BUILD_NUMBER: '17',
      },
      {
        repository: 'https://bitbucket.example/acme/ranker',
        ref: 'v1',
        run: 'https://bitbucket.example/acme/ranker/pipelines/results/17',
      },
    ],
    [
      'Azure',
      {
        BUILD_SOURCEVERSION: COMMIT,
        BUILD_REPOSITORY_URI: 'https://acme@dev.azure.example/acme/ranker',
        BUILD_SOURCEBRANCH: 'refs/heads/main',
        SYSTEM_COLLECTIONURI: 'https://dev.azure.example/acme/',
        SYSTEM_TEAMPROJECT: 'Ranker',
        BUILD_BUILDID: '17',
      },
      {
        repository: 'https://dev.azure.example/acme/ranker',
        ref: 'refs/heads/main',
        run: 'https://dev.azure.example/acme/Ranker/_build/results?buildId=17',
      },
    ],
    [
      'Jenkins, whose address has a password in it',
      {
        GIT_COMMIT: COMMIT,
        GIT_URL: 'https://robot:hidden@git.example/ranker.git',
        GIT_BRANCH: 'origin/main',
        BUILD_URL: 'https://ci.example/job/ranker/17/',
      },
      {
        repository: 'https://git.example/ranker.git',
        ref: 'origin/main',
        run: 'https://ci.example/job/ranker/17/',
      },
    ],
    [
      'CircleCI, which fetches by SSH',
      {
        CIRCLE_SHA1: COMMIT,
        CIRCLE_REPOSITORY_URL: 'git@git.example:acme/ranker.git',
        CIRCLE_BRANCH: 'main',
        CIRCLE_BUILD_URL: 'https://circleci.example/gh/acme/ranker/17',
      },
      {
        repository: 'git@git.example:acme/ranker.git',
        ref: 'main',
        run: 'https://circleci.example/gh/acme/ranker/17',
      },
    ],
    ['one that says little', { GITHUB_SHA: COMMIT, GITHUB_REF: 'main' }, { ref: 'main' }],
    [
      'one that says what cannot be recorded',
      {
        CI_COMMIT_SHA: COMMIT,
        CI_COMMIT_REF_NAME: 'a\nb',
        CI_JOB_URL: 'none',
        CI_PROJECT_URL: 'x'.repeat(501),
      },
      {},
    ],
  ])('of %s', (_, environment, parts) => {
    expect(aboutThis(environment, undefined)('a.yaml')).toEqual({ commit: COMMIT, ...parts });
  });

  it('is about the commit that is named before any other', () => {
    const environment = { GITHUB_SHA: COMMIT, GITHUB_REF: 'main' };
    expect(aboutThis(environment, 'ABCDEF0')('a.yaml')).toEqual({ commit: 'abcdef0', ref: 'main' });
    for (const commit of ['HEAD', 'abc', '']) {
      expect(() => aboutThis(environment, commit)).toThrow('no commit');
    }
  });
});

describe('in a work tree', () => {
  const before = process.cwd();
  let folder: string;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jurismap-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  const about = (file: string) => aboutThis({}, undefined)(file);

  it('is about the commit it is at, and says whether a profile is as that has it', () => {
    git('init', '-q');
    expect(about('a.yaml')).toBeUndefined();
    writeFileSync('a.yaml', 'a');
    writeFileSync('.gitignore', 'hidden.yaml');
    git('add', '.');
    git('commit', '-q', '-m', 'One');
    const commit = git('rev-parse', 'HEAD');
    for (const file of ['b.yaml', 'hidden.yaml']) writeFileSync(file, 'b');
    expect(about('a.yaml')).toEqual({ commit });
    for (const file of ['b.yaml', 'hidden.yaml', '-', '../elsewhere.yaml']) {
      expect(about(file)).toEqual({ commit, dirty: true });
    }
    writeFileSync('a.yaml', 'changed');
    expect(about('a.yaml')).toEqual({ commit, dirty: true });
  });

  it('is about no commit where there is none', () => {
    expect(about('a.yaml')).toBeUndefined();
  });
});
