/** What the simulator promises, sentence by sentence, and the tests that show it. */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * What the documents *Cloud Gateway* (S1 to S18) and *Gateway Servers* (from S19 on) make a planner expect: one test
 * each, of the same words.
 */
export const BEHAVIOURS: Readonly<Record<string, string>> = {
  S1: 'every byte of a tenant is on exactly one cloud gateway, also when its task moves on',
  S2: 'commands need a cloud gateway too: with all of them down no job of a tenant starts',
  S3: "a tenant's own report names no machine, pool or rule of the provider, only its cloud repositories and hosts",
  S4: 'replication to a cloud host goes through cloud gateways as a backup does',
  S5: 'many-to-one is a first-class layout: one gateway serves four tenants at the same time',
  S6: 'one-to-many is a first-class layout: the tasks of one tenant use more than one gateway',
  S7: 'many-to-many is a first-class layout: three tenants share two gateways',
  S8: 'the layout follows from who may use what, and has the name of the document',
  S9: 'flows on a shared gateway are fenced off: what fails for one tenant changes nothing for the other',
  S10: 'what a gateway carried for its tenants sums to its total, to the byte',
  S11: 'a cloud gateway on the backup server makes control slower than a dedicated one',
  S12: 'a backup server that relays much as a cloud gateway brings the advice of a dedicated one',
  S13: 'a dedicated gateway takes the load of the data off the backup server',
  S14: 'physical and virtual machines are both accepted as cloud gateways, and serve alike',
  S15: 'in version 9.5 a cloud gateway that does not run Windows is refused',
  S16: 'tenants without any cloud gateway are refused before anything runs',
  S17: 'more gateways help while gateways are the limit, and the run shows what is the limit from then on',
  S18: 'one gateway for all is a single failure domain; of two a loss meets half of the work',
  S19: 'only shares, appliances and object storage get a gateway, a windows, linux or hardened repository never',
  S20: 'in a backup copy the gateway bridges two repositories: bytes go out of one and into the other',
  S21: 'a gateway carries data both ways: backups into the repository, restores out of it',
  S22: 'a machine that is not a managed server is refused as a gateway',
  S23: 'a Windows machine, a Linux machine and a Hyper-V host are each accepted as a gateway',
  S24: 'a gateway below the system requirements is reported before anything runs',
  S25: 'fast clone on ReFS works only when the gateway of the synthetic work runs Windows; else everything is copied',
  S26: 'a gateway without access to the share or appliance is never selected, even if idle',
  S27: 'an appliance on Fibre Channel is refused with automatic selection and wants a listed gateway that has it',
  S28: 'a software appliance cannot process anything on an NFS export without all_squash',
  S29: 'the same appliance serves the export with all_squash, and SMB does not ask for it',
  S30: 'a listed gateway far from the repository sends the repository side over the slow line, a near one only the proxy side',
  S31: 'with source-side deduplication a gateway near the proxy puts fewer bytes on the line than one near the appliance',
  S32: 'with several gateways and several tasks, more than one gateway is used',
  S33: 'as many machines as gateways, or fewer, land on as many different gateways',
  S34: 'more tasks than gateways share them, and none is refused or waits',
  S35: 'an idle gateway that cannot be reached loses to a busy one that can',
  S36: 'load is judged when a task is assigned: a gateway that becomes busy attracts no more',
  S37: 'without per-machine files every task of a job uses one gateway, though others are idle',
  S38: 'without per-machine files two jobs may use two gateways',
  S39: 'with per-machine files all disks of a machine share one gateway, also those that start later',
  S40: 'with per-machine files two machines of a job may use different gateways',
  S41: 'per-machine files change how the gateways are used, and how long the job takes',
  S42: 'manual list: no unlisted server is used, even if idle and nearer',
  S43: 'manual list: synthetic work runs on the listed gateways, not on the mount server',
  S44: 'manual list of several: the most suitable by connectivity and load serves each task',
  S45: 'manual list of one that is not accessible: the job fails and nothing else is selected',
  S46: 'automatic selection spreads, shares and keeps to machines too: several gateways may serve one job',
  S47: 'automatic selection goes on to the next option when the first is not accessible, and says so',
  S48: 'a gateway lost during the run fails the job, and nothing moves to another gateway in that run',
  S49: 'the next start selects a gateway that is available then',
  S50: 'a gateway that is back before the next start may be selected again',
  S51: 'losing a gateway while a job does not run changes nothing for it',
  S52: 'losing a gateway hurts the jobs on it only',
  S53: 'VMware backup: the proxy assigned first is the gateway, a later proxy of the job is not',
  S54: 'Hyper-V backup: the on-host or off-host proxy is the gateway',
  S55: 'file backup: the proxy assigned first to the share is the gateway',
  S56: 'object storage in direct mode: the least loaded proxy, anew for each operation',
  S57: 'synthetic work of backups: the mount server, and the backup server when that is down',
  S58: 'copy from a direct attached repository: the mount server, else the backup server',
  S59: 'copy from a repository behind a gateway: that gateway serves again',
  S60: 'copy to object storage in direct mode: the source repository is the gateway',
  S61: 'copy over WAN accelerators: the accelerator on the side of the share is the gateway',
  S62: 'file backup copy over WAN accelerators is refused',
  S63: 'synthetic work of copies: the mount server, else the backup server, on the direct and the WAN path',
  S64: 'tape: the tape server when it is directly connected to the repository, otherwise the backup server',
  S65: 'agent backup: the mount server, else the backup server, for transport and for synthetic work',
  S66: 'plug-in backup: the backup server only, and no synthetic work',
  S67: 'restore: the proxy of the restore is the gateway',
  S68: 'replication from backup: the target proxy is the gateway',
  S69: 'rescan and health check: the mount server is the gateway',
  S70: 'offload, move and copy to object storage from a direct attached repository: the repository itself, hardened or not',
  S71: 'offload, move and copy to object storage from a share or appliance: the gateway of the source',
  S72: 'offload, move and copy between object storages: in direct mode the mount server of the source, else the backup server; in gateway mode its gateway',
  S73: 'move and copy to another share or appliance: the mount server, else the backup server',
  S74: 'synthetic work is refused for plug-ins, restores, replications, rescans, offloads, moves, copies and health checks',
  S75: 'agents, copies and moves concentrate load on mount and backup server, and the tables show them as gateways',
  S76: 'a backup server that serves as fallback gateway is marked, because it competes with control work',
}

/**
 * Examples with figures, from the vendor's user guide and the older best-practice guide. O13 and O17 are out of scope: see the end of docs/model.md.
 */
export const WORKED_EXAMPLES: Readonly<Record<string, string>> = {
  O1: 'one machine with six disks over a proxy with four slots: four run, two wait',
  O2: 'a repository limited to 8 MB/s: two backups write at 4 + 4, one copy reads at 8, two copies at 4 + 4',
  O3: 'tenant 1 runs two tasks, tenant 2 one: they get 25, 25 and 50 % of the gateway',
  O4: 'one machine of four disks, tenant limit 4, cloud repository limit 2: four run',
  O5: 'every 4 h with an offset of 15 min: 00:15, 04:15, 08:15',
  O6: 'every 4 h and a run from 00:00 to 05:00: the next start is at 08:00',
  O7: 'every 2 h permitted from 09:00 to 17:00: 09:00, 10:00, 12:00, 14:00, 16:00',
  O8: '100 TB in 8 h are 3,641 MB/s, 36.4 cores for a full and 14.6 for a tenth of it; on 14 cores the full takes 20.8 h',
  O9: 'a connection drops after 20 GB of disk A: it goes on at 20 GB, and disk B begins at zero',
  O10: 'two machines, the second fails all retries: the next run reads an increment of the first and a full of the second',
  O11: 'two network rules of 4 and 1 Mbit/s on the same pair: 1 Mbit/s holds',
  O12: 'the first gateway dies and the job goes on; it returns, the second dies, and the job fails',
  O14: 'fifteen machines, ten at once at their storage: two cycles of 10 and 5',
  O15: 'three drives, four tape jobs: the fourth waits for the first free drive',
  O16: '100 TB with a tenth changed in 8 h: 364.1 MB/s come in',
}

/** A test that is called by a number and words. */
export interface NamedTest {
  readonly number: string
  readonly words: string
  /** `behaviours/need` of `test/behaviours/need.test.ts`. */
  readonly file: string
}

const TESTS = new URL('../test/', import.meta.url)
const FOLDERS = ['behaviours', 'cloud']
const NAME = /^test\(\s*(['"])([A-Z]\d+) (.+)\1,/gm

export function namedTests(): readonly NamedTest[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, TESTS))
      .filter((name) => name.endsWith('.test.ts'))
      .flatMap((name) => namesIn(`${folder}/${name}`)),
  )
}

function namesIn(path: string): readonly NamedTest[] {
  const text = readFileSync(new URL(path, TESTS), 'utf8')
  return [...text.matchAll(NAME)].map(([, , number, words]) => ({
    number: number!,
    words: words!,
    file: path.replace('.test.ts', ''),
  }))
}

/** The table as a page shows it. */
export function catalogue(title: string, table: Readonly<Record<string, string>>): string {
  const tests = namedTests()
  const rows = Object.entries(table).map(([number, words]) => {
    const file = tests.find((test) => test.number === number)?.file
    return `| ${number} | ${words} | ${file ?? '(none)'} |`
  })
  return `${[`| no | ${title} | test |`, '| --- | --- | --- |', ...rows].join('\n')}\n`
}
