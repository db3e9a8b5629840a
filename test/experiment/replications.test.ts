import { describe, expect, test, vi } from 'vitest'
import { ReplicationRun } from '../../sim/experiment/index.ts'
import { SilentRecorder } from '../../sim/experiment/silent.ts'
import type { RunOptions, TaskRecord, World } from '../../sim/model/index.ts'
import { gateway, run, session, task } from './records.ts'

/** A run of four tasks, one per event, that says what it was asked for in its first record. */
vi.mock('../../sim/model/simulate.ts', () => ({
  Run: class {
    now = 0
    readonly options: RunOptions
    constructor(_world: World, options: RunOptions) {
      this.options = options
    }
    advance(events: number): boolean {
      const { recorder, seed, replication, bucket } = this.options
      for (let i = 0; i < events && this.now < 4; i++) {
        this.now++
        recorder.task(
          task({ disk: this.now, waitSeconds: this.now, machine: `${seed}/${replication}/${bucket}` }),
        )
      }
      if (this.now < 4) return false
      recorder.session(session())
      recorder.gateway(gateway())
      recorder.end(run())
      return true
    }
  },
}))

const variant = { name: 'two gateways', world: {} as World }

describe('a replication', () => {
  test('is run in slices and has a result at the end', () => {
    const it = new ReplicationRun(variant, { seed: 7, replication: 2 })
    expect([it.advance(3), it.now]).toEqual([false, 3])
    expect(() => it.result()).toThrow('t=3 s, two gateways, replication 2: there is no result before the end')
    expect([it.advance(3), it.now]).toEqual([true, 4])
    const result = it.result()
    expect(result).toMatchObject({
      variant: 'two gateways',
      replication: 2,
      seed: 7,
      sessions: 1,
      run: run(),
    })
    expect(result.values['queueWait']).toBe(2.5)
    expect(result.fingerprint).toMatch(/^[0-9a-f]{16}$/)
  })

  test('has the same result in slices of any size, with tables and without', () => {
    const results = [1, 2, 1000].map((slice) => {
      const tables = slice === 2 ? new SilentRecorder() : undefined
      const it = new ReplicationRun(variant, { seed: 7, replication: 1, tables })
      while (!it.advance(slice));
      return it.result()
    })
    expect(results[1]).toStrictEqual(results[0])
    expect(results[2]).toStrictEqual(results[0])
  })

  test('tells the tables every record and the run what was asked for', () => {
    const heard: TaskRecord[] = []
    class Tables extends SilentRecorder {
      override task(record: TaskRecord): void {
        heard.push(record)
      }
    }
    const it = new ReplicationRun(variant, { seed: 's', replication: 3, tables: new Tables(), bucket: 60 })
    it.advance(10)
    expect(heard.map((record) => record.disk)).toEqual([1, 2, 3, 4])
    expect(heard[0]!.machine).toBe('s/3/60')
  })
})
