/** Starter scenarios for `gatesim init`, commented; each runs as it is. */
import { AGENTS } from './agents.ts'
import { CLOUD_CONNECT } from './cloud-connect.ts'
import { COPIES } from './copies.ts'
import { DATA_DOMAIN } from './data-domain.ts'
import { NAS } from './nas.ts'
import { STARTER } from './starter.ts'

export interface Template {
  readonly description: string
  readonly text: string
}

/** The first is the default. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  starter: { description: 'one night on a share behind two gateways', text: STARTER },
  nas: { description: 'a share in another site: is it the line or the gateways?', text: NAS },
  'data-domain': {
    description: 'a deduplicating appliance, with a restore and a lost gateway',
    text: DATA_DOMAIN,
  },
  agents: { description: 'agents and a file share to object storage through gateways', text: AGENTS },
  copies: { description: 'backups copied to another site and to tape', text: COPIES },
  'cloud-connect': {
    description: 'a provider: thirty tenants behind three cloud gateways',
    text: CLOUD_CONNECT,
  },
}
