/** Codes of what is allowed, but worth a word. */
import type { MessageTable } from '../../sim/messages.ts'

export const WARNINGS: MessageTable = {
  'W-BACKUP-SERVER-GATEWAY': {
    when: 'The backup server is the gateway of a repository.',
    remedy: 'Name dedicated gateways.',
    rule: 'Object storage through a gateway is pre-filled with the backup server; the load is better moved off it (Gateway Servers). See docs/model.md 4.',
  },
  'W-HYPERV-GATEWAY': {
    when: 'A Hyper-V host is listed as a gateway of Data Domain or StoreOnce.',
    remedy: 'List a Windows or Linux server.',
    rule: '"The gateway server can run on a Microsoft Windows or Linux machine or Microsoft Hyper-V host" (Gateway Servers); a later revision of that page, of 3 March 2026, no longer accepts Hyper-V hosts for appliances. See docs/model.md 4.',
  },
  'W-BELOW-REQUIREMENTS': {
    when: 'A server has less than its roles need.',
    remedy:
      'Give it more cores or memory, or fewer roles; `policies.requirements.level` sets how strict this is.',
    rule: 'A gateway needs 2 cores and 4 GB plus up to 4 GB per machine processed; a cloud gateway 8 cores and 8 GB for 500 tasks; roles on one machine add up (System Requirements, CC:system_requirements). See docs/model.md 4.',
  },
  'W-OVER-COMMITTED': {
    when: 'More tasks can run on a server than its cores and memory carry.',
    remedy:
      'Lower `maxTasks`, or add cores, memory or gateways; `policies.overCommit: slow` simulates the effect.',
    rule: 'At most two tasks per core of a gateway, 512 KiB per task beyond 500 of a cloud gateway; co-located roles carry the cumulative task count (System Requirements). See docs/model.md 4.',
  },
  'W-FIRST-FULL-NIGHT': {
    when: 'The first night of a job reads everything.',
    remedy: 'Set `warmup: 24 h`, or `chain: existing`.',
    rule: 'A machine without a good restore point reads a full. See docs/model.md 2.',
  },
  'W-NEVER-STARTS': {
    when: 'A schedule, given or usual, has no start within the horizon; or the jobs that a job follows have none.',
    remedy: 'Lengthen `horizon`, move `start`, or give another `schedule`.',
    rule: 'Sessions start at t with 0 <= t < `horizon`. See docs/model.md 1.',
  },
  'W-NO-FAILURE-MODEL': {
    when: 'Nothing fails in a scenario.',
    remedy: 'Add `failures`, such as losses of gateways; do not read reliability from it.',
  },
  'W-ASSUMED': {
    when: 'A figure that decides volumes is not given: reduction, changeRate, used, disks, or what an appliance deduplicates or a WAN accelerator saves.',
    remedy: 'Give the measured figure, or write the default down to agree with it.',
  },
  'W-BINARY-UNITS': {
    when: 'A size is given in GB, TB or PB; said once per file.',
    remedy: 'Write GiB or TiB when the figure comes from a console.',
    rule: 'The product says GB and means 2^30.',
  },
  'W-FIRST-PROXY-PILE-UP': {
    when: 'Several jobs with single-file chains and automatic selection share their first proxy.',
    remedy: 'Name gateways, or use per-machine files.',
    rule: 'The proxy assigned first becomes the gateway of the workload (Gateway Servers, row A1). See docs/model.md 4.',
  },
  'W-VIA-PLACE': {
    when: 'A WAN accelerator does not stand in the site of the repository at its end.',
    remedy: 'Name the one in the site of the source first, then the one in the site of the target.',
    rule: 'WAN accelerators work in pairs, one at each end of the line. See docs/model.md 5.',
  },
  'W-DRIVES': {
    when: 'A tape job may use more drives than its tape server has.',
    remedy: 'Lower `drives`, or give the role tape-server more of them.',
    rule: 'A task of a tape job has a drive to itself. See docs/model.md 3.',
  },
  'W-NO-SYNTHETIC-GATEWAY': {
    when: 'Synthetic work has neither a mount server nor a backup server to run on.',
    remedy: 'Give a server the role mount-server or backup-server, or name gateways.',
    rule: 'Synthetic operations use the mount server, then the backup server (Gateway Servers). See docs/model.md 4.',
  },
  'W-REFERENCE-DROPPED': {
    when: 'A reference to `name-k` is left out, because a factor or --set made fewer.',
    remedy: 'Refer to the base name, which means all of them.',
  },
  'W-POINT-LEFT-OUT': {
    when: 'A point of the grid of factors, of a screening, or a change that `value` tries is no valid scenario.',
    remedy: 'Nothing to do; of a grid, add it to `experiment.constraints` to leave it out without a word.',
  },
  'W-INVENTORY-COLUMN': {
    when: 'An inventory lacks a column that can be assumed.',
    remedy: 'Export the whole vInfo sheet.',
  },
  'W-INVENTORY-ROW': {
    when: 'A row of an inventory is odd and something was assumed.',
    remedy: 'Correct the row if the assumption is wrong.',
  },
  'W-INVENTORY-LEFT-OUT': {
    when: 'Rows of an inventory are templates or not powered on.',
    remedy: 'Nothing: it says how many.',
  },
  'W-TRACE-OUTSIDE': {
    when: 'Starts of a trace lie outside of the run.',
    remedy: 'Choose `start` and `horizon` to cover it.',
  },
}
