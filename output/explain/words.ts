/** The model's closed lists of reasons and waits, as sentences with what to do about them. */
import type { InWords } from './facts.ts'

type Said = readonly [words: string, remedy?: string]

const RETRY = 'A retry chooses anew among the gateways that are available then (`retry`).'
const REACH = 'Look at `gateway`, `reaches`, `os`, `fibreChannel` and `allSquash` in the scenario.'

const REASONS: Readonly<Record<string, Said>> = {
  'gateway-connection-lost': [
    'the connection to its gateway was lost; within an attempt there is no move to another gateway: "If connection to the gateway server is lost during the job run, the job fails"',
    `${RETRY} \`resume.gateway\` lets a dropped connection resume.`,
  ],
  'gateway-inaccessible': [
    'no gateway that may serve could be reached: each is down, cut off, or without a path',
    `${RETRY} One more gateway in the list, or at another site, would have served.`,
  ],
  'no-eligible-gateway': ['no server at all may serve this repository as a gateway', REACH],
  'server-lost': [
    'a server that took part, or that it needed, was down: its gateway, its proxy, or the host of the repository',
    RETRY,
  ],
  'link-lost': [
    'no path of links was left, and none came back in time',
    'Give the sites a second link, or a longer `resume`.',
  ],
  'repository-inaccessible': [
    'the repository could not be reached, and did not come back in time',
    'Look at its outages in outages.csv.',
  ],
  'repository-full': [
    'the repository had not enough room left for what it would have kept',
    'Raise `capacity`, or keep less (`retention`).',
  ],
  'window-closed': [
    'the backup window of the job closed before it ended',
    'See what limited it and what it waited for; or start earlier, or let it finish (`atEnd: finish`).',
  ],
  'sibling-failed': [
    'another disk of the same machine failed, and a machine fails as a whole',
    'The reason is that of the other disk: ask for the machine with `--machine`.',
  ],
  stopped: [
    'a gateway of its job was lost, and the whole job stops then (`onGatewayLoss: whole-job`)',
    RETRY,
  ],
  other: [
    'a failure of another cause, as the scenario draws them; or more tasks of the job waited than `maxWaiting` allows',
    'Look at `failures` and `maxWaiting` in the scenario.',
  ],
  'stream-limit': [
    'it wanted more streams than the place allows',
    'Lower the streams of the job, or raise the limit.',
  ],
  'cloud-gateways-unavailable': [
    'no cloud gateway of its list was left: those that were up when the attempt began, of which each that is lost is struck off, even if it returns; or the backup server of the provider could not be reached as it began',
    'Add a cloud gateway to the list or the pool, or let the tenant fail over to others (`failoverOutsidePool: true`); a retry takes a new list.',
  ],
  'tenant-connection-lost': [
    'the connection of the tenant to the provider was lost, and did not come back in time',
    "Look at the outages of the tenant's line in outages.csv, and at `resume`.",
  ],
  'quota-exceeded': [
    "the tenant's quota had not enough room left; what fitted was moved",
    'Raise `quota`, or keep fewer points (`retention`): tenants.csv says how much is kept.',
  ],
  'lease-expired': [
    "the tenant's lease had ended: nothing of its is served any more",
    'Move `leaseUntil` of the tenant.',
  ],
  unfinished: [
    'the horizon cut it short: it neither failed nor succeeded',
    'A longer `horizon`, or `drain: true`, lets it end.',
  ],
}

const WAITS: Readonly<Record<string, Said>> = {
  proxy: ['a free slot at a proxy or its datastore'],
  repository: ['a free slot at the repository'],
  gateway: ['a free slot at a gateway'],
  control: ['the backup server, which could not be reached'],
  chain: ['the backup chain, which other work held'],
  tenant: ['its turn among the tasks that its tenant may run at once (`maxTasks`)'],
  'cloud-gateway': ['a free connection at a cloud gateway, of which all were at `maxConnections`'],
  'tape-drive': ['a free tape drive'],
  'wan-accelerator': ['a free WAN accelerator'],
}

/** Codes of a later version keep their name: nothing is hidden. */
function inWords(table: Readonly<Record<string, Said>>, code: string, otherwise: string): InWords {
  const said = Object.hasOwn(table, code) ? table[code] : undefined
  if (said === undefined) return { code, words: otherwise }
  const [words, remedy] = said
  return remedy === undefined ? { code, words } : { code, words, remedy }
}

export function reasonInWords(code: string): InWords {
  return inWords(REASONS, code, `the model calls it ${code} (docs/model.md)`)
}

export function waitInWords(code: string): InWords {
  return inWords(WAITS, code, `what the model calls ${code} (docs/model.md)`)
}
