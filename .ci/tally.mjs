// Prints `N passed, N failed` from the runner's own report, and fails when data beside the checkout went unused.
import { existsSync, readFileSync } from 'node:fs'

const status = Number(process.argv[2] ?? 1)
const report = '.cache/vitest.json'
if (!existsSync(report)) {
  process.stdout.write('the tests did not run\n0 passed, 1 failed\n')
  process.exit(status || 1)
}
const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
  readFileSync(report, 'utf8'),
)
// A file that cannot be loaded, or whose tests could not be prepared, has no failed test and has failed all the same.
const brokenFiles = testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((it) => it.status === 'failed'),
).length
const skipped = existsSync('../shared') ? numPendingTests : 0
if (skipped > 0) process.stdout.write(`${skipped} tests were skipped although their data is there\n`)
const failed = numFailedTests + brokenFiles + skipped
process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`)
process.exit(status !== 0 ? status : failed > 0 ? 1 : 0)
