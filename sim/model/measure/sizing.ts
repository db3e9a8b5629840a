/** Cloud gateways, and the server of the provider, that carried more than they are sized for. */
import type { Gauge, ServerState } from '../infrastructure/index.ts'
import type { WarningCode } from '../messages.ts'
import type { GatewayRecord } from '../records/index.ts'

/** Tasks of tenants at once that 8 cores and 8 GB are for (CC:system_requirements); policies may say otherwise. */
const SIZED_FOR = 500
/** Connections that the older best-practice guide gives as the limit of a cloud gateway (VCCB34). */
const MOST_CONNECTIONS = 1000
const MEBIBYTE = 1_048_576
/** Memory that a connection takes: 512 KiB (BPcgw). */
const PER_CONNECTION = MEBIBYTE / 2
/** Tasks of tenants at once that one Cloud Connect instance is tested with (BPpod). */
const POD = 1000
/** ASSUMED A-99: from here on relayed traffic is "significant" for a backup server that is a cloud gateway itself. */
const SIGNIFICANT = { controlTimes: 1.5, saturated: 0.01, nic: 0.25 }

export interface Finding {
  readonly code: WarningCode
  readonly subject: string
  readonly message: string
}

/** Control work of the measured period: what it is by itself, and how long it took. */
export interface ControlWork {
  readonly coreSeconds: number
  readonly elapsed: number
}

/** By what was measured, once per subject; `row` is that of the server as a cloud gateway. */
export function cloudGatewayFindings(
  state: ServerState,
  row: GatewayRecord,
  control: ControlWork,
  sizedFor: number = SIZED_FOR,
): Finding[] {
  const { server } = state
  const say = (code: WarningCode, message: string): Finding => ({ code, subject: server.name, message })
  const advice = server.roles['backup-server'] === undefined ? [] : reasonsToPart(state, row, control)
  return [
    ...(sizedFor < Infinity ? connectionFindings(server.memory, row.peakConnections, sizedFor, say) : []),
    ...(advice.length === 0
      ? []
      : [
          say(
            'W-DEDICATED-GATEWAY-ADVISED',
            `the backup server is a cloud gateway too, and tenants' traffic loads it: ${advice.join(', ')}`,
          ),
        ]),
  ]
}

function connectionFindings(
  memory: number,
  peak: number,
  sizedFor: number,
  say: (code: WarningCode, message: string) => Finding,
): Finding[] {
  const found: Finding[] = []
  if (peak >= MOST_CONNECTIONS)
    found.push(
      say(
        'W-CLOUD-GATEWAY-1000-CONNECTIONS',
        `${peak} connections at once; ${MOST_CONNECTIONS} are the most that one cloud gateway is meant for`,
      ),
    )
  else if (peak > sizedFor)
    found.push(
      say('W-CLOUD-GATEWAY-500-TASKS', `${peak} tasks at once; a cloud gateway is sized for ${sizedFor}`),
    )
  const wanted = peak * PER_CONNECTION
  if (wanted > memory)
    found.push(
      say(
        'W-CLOUD-GATEWAY-MEMORY',
        `${peak} connections at once want ${inMebibytes(wanted)} of memory, 512 KiB each; it has ${inMebibytes(memory)}`,
      ),
    )
  return found
}

/** Figures that say that the traffic mattered. */
function reasonsToPart({ server }: ServerState, row: GatewayRecord, control: ControlWork): string[] {
  const { nicUtilisation = 0, saturatedShare, bytesIn } = row
  if (bytesIn === 0) return []
  // Many starts at once wait for each other: only where relaying took more of the cores is it to blame.
  const relaying = (bytesIn / server.compute) * server.cores
  const isToBlame = control.coreSeconds > 0 && relaying > control.coreSeconds
  const times = isToBlame ? control.elapsed / control.coreSeconds : 1
  const reasons: string[] = []
  if (times > SIGNIFICANT.controlTimes)
    reasons.push(`control work took ${times.toFixed(1)} times as long as alone`)
  if (saturatedShare >= SIGNIFICANT.saturated)
    reasons.push(`saturated ${percent(saturatedShare)} of the measured time`)
  if (nicUtilisation >= SIGNIFICANT.nic)
    reasons.push(`its network card is used ${percent(nicUtilisation)} on average`)
  return reasons
}

/** Of all tenants together, over the whole instance. */
export function podFinding(subject: string, { peak }: Gauge): Finding[] {
  if (peak <= POD) return []
  const message = `tenants ran ${peak} tasks at once; one Cloud Connect server is tested with ${POD}`
  return [{ code: 'W-POD-1000-TASKS', subject, message }]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`
}
