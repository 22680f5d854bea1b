/** The rooms of the house and who may import whom. Every rule is an error; there is no baseline. */
const OURS = '^(app|components|lib|server|device|prisma|tests|bench)/';
const STAGES = 'ingest|validate|impact|ledger|forecast|warn|sentiment|simulate|review|feeds';
const FRAMEWORKS = '^node_modules/(next|socket\\.io|mqtt|aedes|@prisma|pg|pg-copy-streams)(/|$)';

/** A room and all of ours that it may import; anything else of ours is forbidden to it. */
function room(name, from, allowed, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from },
    to: { path: OURS, pathNot: allowed },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle cannot be read from the top.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-barrels',
      severity: 'error',
      comment: 'A barrel hides where a name lives.',
      from: { path: OURS },
      to: { path: `${OURS}.*/index\\.tsx?$` },
    },
    {
      name: 'no-orphan-deps',
      severity: 'error',
      comment: 'What is imported is declared.',
      from: { path: OURS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    room(
      'market-is-the-words',
      '^lib/market/',
      ['^lib/market/'],
      'The words of the field depend on nothing.',
    ),
    ...STAGES.split('|').map((stage) =>
      room(
        `stage-${stage}`,
        `^lib/${stage}/`,
        ['^lib/market/', `^lib/${stage}/`],
        'A stage is pure: it knows the words and itself.',
      ),
    ),
    {
      name: 'stages-no-frameworks',
      severity: 'error',
      comment: 'A pure function needs no server.',
      from: { path: `^lib/(market|${STAGES})/` },
      to: { path: FRAMEWORKS },
    },
    room(
      'store-owns-sql',
      '^lib/store/',
      ['^lib/store/', '^lib/market/', '^lib/(config|errors)\\.ts$'],
      'The store answers questions and knows no stage.',
    ),
    room(
      'live-is-shared-with-the-browser',
      '^lib/live/',
      ['^lib/live/', '^lib/market/'],
      'Event names and payload types only.',
    ),
    room(
      'auth-decides',
      '^lib/auth/',
      ['^lib/auth/', '^lib/market/', '^lib/errors\\.ts$'],
      'Who may: pure sentences.',
    ),
    room(
      'services-are-the-verbs',
      '^lib/services/',
      [
        '^lib/services/',
        '^lib/market/',
        `^lib/(${STAGES})/`,
        '^lib/(store|live|auth)/',
        '^lib/(clock|errors|log|config)\\.ts$',
      ],
      'A verb uses stages, store, live and auth.',
    ),
    {
      name: 'services-no-frameworks',
      severity: 'error',
      comment: 'A verb does not know which door it was called through.',
      from: { path: '^lib/services/' },
      to: { path: '^node_modules/(next|socket\\.io|mqtt|aedes)(/|$)' },
    },
    room(
      'http-parses-and-responds',
      '^lib/http/',
      [
        '^lib/http/',
        '^lib/(services|auth|market|live)/',
        '^lib/(errors|runtime|config|log)\\.ts$',
        // Names and levels that a caller meets.
        '^lib/(forecast/(models|quantiles)|feeds/cause)\\.ts$',
      ],
      'Handlers are Request → Response.',
    ),
    {
      name: 'http-no-next',
      severity: 'error',
      comment: 'Handlers run before Next as well as inside it.',
      from: { path: '^lib/http/' },
      to: { path: '^node_modules/next(/|$)' },
    },
    room(
      'runtime-is-a-door-to-types',
      '^lib/(config|config-variables|clock|errors|log|runtime)\\.ts$',
      [
        '^lib/(config|config-variables|clock|errors|log|runtime)\\.ts$',
        '^lib/(services|store|live|auth|market)/',
        `^lib/(${STAGES})/`,
      ],
      'The runtime names what the server built.',
    ),
    room(
      'app-shows',
      '^app/',
      ['^app/', '^components/', '^lib/(services|http|auth|live|market)/', '^lib/(runtime|errors)\\.ts$'],
      'Pages call verbs and draw components.',
    ),
    room('server-starts-things', '^server/', ['^server/', '^lib/', '^prisma/'], 'The server never draws.'),
    room(
      'components-draw',
      '^components/',
      ['^components/', '^lib/(market|live|ledger)/'],
      'A component never reaches a secret.',
    ),
    {
      name: 'only-the-verifier-verifies',
      severity: 'error',
      comment:
        'The pages that check proofs in the browser use the very code that made them; nothing else drawn needs it, and what needs Node never comes along.',
      from: { path: '^components/', pathNot: '^components/verify/' },
      to: { path: '^lib/ledger/' },
    },
    {
      name: 'verifier-without-node',
      severity: 'error',
      comment: 'A browser has no node:crypto.',
      from: { path: '^components/' },
      to: { path: '^lib/ledger/node-' },
    },
    {
      name: 'ledger-in-the-browser',
      severity: 'error',
      comment:
        'Stages reach the browser only where a page verifies; nothing else of ours may import tests or bench.',
      from: { path: '^(app|components|lib|server|device)/' },
      to: { path: '^(tests|bench)/' },
    },
    {
      name: 'device-stands-alone',
      severity: 'error',
      comment: 'The client knows only the public contract.',
      from: { path: '^device/' },
      to: { path: OURS, pathNot: ['^device/', '^lib/market/'] },
    },
    {
      name: 'browser-without-server-weight',
      severity: 'error',
      comment: 'zod weighs 95 kB in a browser.',
      from: { path: '^components/' },
      to: { path: '^node_modules/(zod|pg|@prisma|pino)(/|$)' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|\\.cache|\\.smp)/|^lib/store/prisma/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
