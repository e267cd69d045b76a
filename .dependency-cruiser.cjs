/** Arrows between the rooms of the house only point the way README.md describes. */

/** @param {string} from @param {string[]} allowed folders it may import besides itself */
const room = (from, ...allowed) => ({
  name: `${from}-boundary`,
  severity: 'error',
  comment: `${from}/ may import ${allowed.length ? allowed.join(', ') : 'nothing of ours'}`,
  from: { path: `^${from}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^(engine|store|functions|local|cli|infra|scripts|test|bench|rules|examples)/',
    pathNot: `^(${[from, ...allowed].join('|')})/`,
  },
});

module.exports = {
  forbidden: [
    room('engine'),
    room('store', 'engine'),
    room('functions', 'engine', 'store'),
    room('infra'),
    room('cli', 'engine', 'local'),
    room('local', 'engine', 'cli', 'scripts'),
    room('bench', 'engine', 'store', 'cli', 'functions', 'local', 'scripts'),
    {
      name: 'engine-is-pure',
      severity: 'error',
      comment: 'The engine does no input or output and knows no cloud.',
      from: { path: '^engine/', pathNot: '\\.test\\.ts$' },
      to: { path: ['@aws-sdk', 'aws-cdk', 'middy', 'commander', '^(fs|http|https|net|child_process|os|process)(/|$)'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Files that need each other are one file, or wrongly cut. Types may point both ways.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(engine|store|functions|cli)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|coverage)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
