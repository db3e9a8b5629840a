import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** They start the built program, which is made once before the first of them. */
const OF_THE_PROGRAM = [
  'test/cli/{program,explain,explain-errors,crew,tty}.test.ts',
  'test/analytic/long-run.test.ts',
  'test/browser/*.test.ts',
]

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: '.cache/vitest.json' }]] : ['default'],
    projects: [
      { extends: true, test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: OF_THE_PROGRAM } },
      {
        extends: true,
        test: { name: 'program', include: OF_THE_PROGRAM, globalSetup: 'test/cli/build.ts' },
      },
    ],
  },
})

export default config
