/**
 * The house, as rules: who may know whom. Each rule gives its reason.
 * Data flows one way: scenario -> world -> records -> estimates -> tables; calls go down, events go up.
 */
const rooms = (list) => `^(${list.join('|')})/`

/** One door per package: only the named place may import it. */
const door = (name, pkg, place, comment) => ({
  name: `one-door-${name}`,
  comment,
  severity: 'error',
  from: { path: '^(index\\.ts|matchers\\.ts|sim|scenarios|output|cli)', pathNot: place },
  to: { path: `node_modules/${pkg}` },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle has no first page to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'sim-is-pure',
      comment: 'sim also runs in a browser worker: no Node core modules.',
      severity: 'error',
      from: { path: '^sim/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'scenarios-and-output-are-pure',
      comment: 'Files, console and argv belong to cli; text is handed in and out.',
      severity: 'error',
      from: { path: '^(scenarios|output)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sim-knows-nobody-above',
      comment: 'The world does not know who describes or shows it.',
      severity: 'error',
      from: { path: '^sim/' },
      to: { path: rooms(['scenarios', 'output', 'cli', 'test', 'bench']) },
    },
    {
      name: 'kernel-stands-alone',
      comment: 'Virtual time and chance know no subject.',
      severity: 'error',
      from: { path: '^sim/kernel/' },
      to: { path: '^sim/(flow|model|stats|experiment)/' },
    },
    {
      name: 'flow-stands-alone',
      comment: 'Sharing knows resources and transfers only.',
      severity: 'error',
      from: { path: '^sim/flow/' },
      to: { path: '^sim/(kernel|model|stats|experiment)/' },
    },
    {
      name: 'model-states-facts',
      comment: 'Estimates belong to stats and experiment, above the model.',
      severity: 'error',
      from: { path: '^sim/model/' },
      to: { path: '^sim/(stats|experiment)/' },
    },
    {
      name: 'stats-stands-on-numeric',
      comment: 'From numbers to estimates: no model words; the deterministic functions of the kernel only.',
      severity: 'error',
      from: { path: '^sim/stats/' },
      to: { path: '^sim/(flow|model|experiment)/' },
    },
    {
      name: 'scenarios-know-sim-only',
      comment: 'A file becomes a world; it is not shown or run here.',
      severity: 'error',
      from: { path: '^scenarios/' },
      to: { path: rooms(['output', 'cli']) },
    },
    {
      name: 'output-knows-results-only',
      comment: 'Tables are made from records, not from files or worlds in motion.',
      severity: 'error',
      from: { path: '^output/' },
      to: { path: rooms(['scenarios', 'cli', 'sim/kernel', 'sim/flow']) },
    },
    {
      name: 'page-runs-in-the-browser',
      comment: 'The program of the page is bundled; nothing on this side of it calls it.',
      severity: 'error',
      from: { pathNot: '^output/page/browser/' },
      to: { path: '^output/page/browser/' },
    },
    door('seedrandom', 'seedrandom', '^sim/kernel/random\\.ts', 'Chance enters by one door.'),
    door('queue', '@datastructures-js', '^sim/model/work/', 'Queues of waiting tasks only.'),
    door('csv', 'csv-stringify', '^output/', 'CSV is written in output.'),
    door(
      'fflate',
      'fflate',
      '^output/(workbook|page)/',
      'Workbooks are archives, and a page carries packed data.',
    ),
    door('csv-parse', 'csv-parse', '^cli/result/', 'Results are read where their files are opened.'),
    door('yargs', 'yargs', '^cli/', 'argv is read in cli.'),
    door('piscina', 'piscina', '^cli/crew/threads\\.ts', 'Worker threads are started in one place.'),
    door('charts', 'echarts', '^output/page/browser/', 'Charts are drawn in the browser only.'),
    door('yaml', 'yaml', '^scenarios/', 'Scenario text is read in scenarios.'),
    door(
      'zod',
      'zod',
      '^(scenarios/|cli/result/shape\\.ts)',
      'Shapes of files are checked where they are read.',
    ),
    door('vitest', 'vitest', '^matchers\\.ts', 'Who does not test with it need not have it.'),
    door('open', 'open', '^cli/page/', 'Browsers are started in one place.'),
    door('croner', 'croner', '^scenarios/', 'Recurrence is resolved in scenarios.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'types', 'default'] },
  },
}
