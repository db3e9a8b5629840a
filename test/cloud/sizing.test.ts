/** What is said at the end of a run about cloud gateways that carried more than they are sized for. */
import { describe, expect, test } from 'vitest'
import type { Server, Tenant } from '../../sim/model/index.ts'
import { GB, HOUR, MB, machines, PLAIN, run, server } from '../model/worlds.ts'
import { CLOUD, cloudGateway, offsite, provider, tenant } from './worlds.ts'

const GIB = 1_073_741_824

/** One tenant that runs so many tasks of a second each at once. */
function busy(tasks: number, gateways: readonly Server[], limits: Partial<Tenant> = {}) {
  return run(
    provider(
      gateways,
      [
        tenant(
          't',
          gateways.map(({ name }) => name),
          { maxTasks: 5000, ...limits },
        ),
      ],
      [offsite('t', machines(tasks, 0.1 * GB))],
    ),
  ).warnings.filter(({ code }) => code.includes('CLOUD') || code.includes('POD'))
}

describe('peaks of connections', () => {
  test('500 tasks at once are what a cloud gateway is sized for: nothing is said', () => {
    expect(busy(500, [cloudGateway('cgw')])).toEqual([])
  })

  test('501 are more than that', () => {
    expect(busy(501, [cloudGateway('cgw')])).toEqual([
      {
        code: 'W-CLOUD-GATEWAY-500-TASKS',
        subject: 'cgw',
        message: '501 tasks at once; a cloud gateway is sized for 500',
      },
    ])
  })

  test('policies may size it otherwise, or want no advice at all', () => {
    const sized = (tasks: number, cloudGatewayTasks: number) => {
      const jobs = [offsite('t', machines(tasks, 0.1 * GB))]
      const more = { policies: { ...PLAIN, cloudGatewayTasks } }
      const tenants = [tenant('t', ['cgw'], { maxTasks: Number.POSITIVE_INFINITY })]
      return run(provider([cloudGateway('cgw')], tenants, jobs, more)).warnings.map(({ message }) => message)
    }
    expect(sized(11, 10)).toEqual(['11 tasks at once; a cloud gateway is sized for 10'])
    expect(sized(550, 600)).toEqual([])
    expect(sized(501, Number.POSITIVE_INFINITY)).toEqual([])
  })

  test('of 501 that two share neither has too many', () => {
    expect(busy(501, [cloudGateway('cgw-1'), cloudGateway('cgw-2')])).toEqual([])
  })

  test('a tenant limit keeps the peak below: what ran counts, not what waited', () => {
    expect(busy(501, [cloudGateway('cgw')], { maxTasks: 100 })).toEqual([])
  })

  test('1000 connections are said once, as such', () => {
    expect(busy(1200, [cloudGateway('cgw')]).map(({ code }) => code)).toEqual([
      'W-CLOUD-GATEWAY-1000-CONNECTIONS',
    ])
  })

  test('more than 1000 tasks of tenants at once, over any number of gateways, are more than a pod is tested with', () => {
    const gateways = ['a', 'b', 'c'].map((name) => cloudGateway(name))
    expect(busy(1001, gateways)).toEqual([
      {
        code: 'W-POD-1000-TASKS',
        subject: 'vcc',
        message: 'tenants ran 1001 tasks at once; one Cloud Connect server is tested with 1000',
      },
    ])
  })

  test('connections take 512 KiB each: 300 want more than 128 MiB', () => {
    expect(busy(300, [cloudGateway('cgw', { memory: GIB / 8 })])).toEqual([
      {
        code: 'W-CLOUD-GATEWAY-MEMORY',
        subject: 'cgw',
        message: '300 connections at once want 150 MiB of memory, 512 KiB each; it has 128 MiB',
      },
    ])
    expect(busy(256, [cloudGateway('cgw', { memory: GIB / 8 })])).toEqual([])
  })
})

describe('a backup server that is a cloud gateway too', () => {
  const advice = (bytes: number, more: Partial<Server>, control = { session: 0, task: 0 }) => {
    const world = provider([], [tenant('t', ['vcc'])], [offsite('t', machines(10, bytes))])
    const vcc = server('vcc', { 'backup-server': {}, ...CLOUD }, more)
    const [, ...others] = world.servers
    return run({
      ...world,
      servers: [vcc, ...others],
      horizon: HOUR,
      policies: { ...world.policies, control },
    }).warnings.filter(({ code }) => code === 'W-DEDICATED-GATEWAY-ADVISED')
  }
  const card = (rate: number) => ({ nic: { in: rate, out: rate, efficiency: 1, duplex: 'full' } as const })

  test('little traffic: nothing is advised', () => {
    expect(advice(0.1 * GB, card(1000 * MB))).toEqual([])
  })

  test('a card that was full for 100 s of an hour is 2.8 %', () => {
    expect(advice(1 * GB, card(100 * MB))).toEqual([
      {
        code: 'W-DEDICATED-GATEWAY-ADVISED',
        subject: 'vcc',
        message:
          "the backup server is a cloud gateway too, and tenants' traffic loads it: saturated 2.8 % of the measured time",
      },
    ])
  })

  test('a card that is used a third of the hour on average', () => {
    // 10 machines of 108 GB at 100 MB/s each: 1080 s of 1 GB/s through a card of 0.9 GB/s: 1200 s of 3600 s.
    expect(advice(108 * GB, card(900 * MB))[0]?.message).toContain(
      'its network card is used 33.3 % on average',
    )
  })

  test('control work that waits for cores which relay', () => {
    // 10 starts of a second each on one core that data want too.
    const [found] = advice(10 * GB, { cores: 1, compute: 100 * MB }, { session: 1, task: 1 })
    expect(found?.message).toMatch(/control work took \d+\.\d times as long as alone/)
  })

  test('starts that wait for each other are no reason to move the gateway', () => {
    expect(advice(0.01 * GB, { cores: 1, compute: 100 * MB }, { session: 1, task: 1 })).toEqual([])
  })

  test('a dedicated one may be as busy as it likes', () => {
    const facts = run(
      provider(
        [cloudGateway('cgw', card(100 * MB))],
        [tenant('t', ['cgw'])],
        [offsite('t', machines(10, 10 * GB))],
        { horizon: HOUR },
      ),
    )
    expect(facts.warnings).toEqual([])
  })
})
