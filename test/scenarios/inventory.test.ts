import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readTable } from '../../scenarios/importers/csv.ts'
import { readInventory } from '../../scenarios/importers/inventory.ts'
import { good, jobOf, scenario } from './helpers.ts'

const HEADER = 'VM,Powerstate,Template,Disks,Provisioned MiB,In Use MiB'
const row = (cells: string): ReturnType<typeof readInventory> => readInventory(`${HEADER}\n${cells}`)
const text = scenario({
  datastores: '[{ name: san }]',
  jobs: '[{ name: n, target: nas, schedule: { daily: "22:00" }, machines: [{ inventory: v.csv, changeRate: 4 %, datastore: san }] }]',
})

describe('CSV', () => {
  test('quotes, doubled quotes, separators and line breaks inside quotes', () => {
    const table = readTable('a,b\r\n"x, ""y""","two\nlines"\r\n1,2\r\n')!
    expect(table.rows).toEqual([
      { line: 2, cells: ['x, "y"', 'two\nlines'] },
      { line: 4, cells: ['1', '2'] },
    ])
  })

  test('semicolons and tabs separate too, and blank lines are no rows', () => {
    expect(readTable('a;b\n\n1;2\n')!.rows).toEqual([{ line: 3, cells: ['1', '2'] }])
    expect(readTable('a\tb\n1\t2')!.rows[0]!.cells).toEqual(['1', '2'])
  })

  test('empty cells at the end of a line stay', () => {
    expect(readTable('a,b,c\n1,,\n')!.rows[0]!.cells).toEqual(['1', '', ''])
  })
})

describe('inventories', () => {
  test('one machine per powered-on row that is no template; MB are 2^20 bytes', () => {
    const csv = `${HEADER}\na,poweredOn,False,2,100,60\nb,poweredOff,False,1,9,9\nc,poweredOn,True,1,9,9\nd,suspended,False,1,9,9\n`
    const job = jobOf(text, { files: { 'v.csv': csv } })
    expect(job.machines).toEqual([
      {
        name: 'a',
        disks: 2,
        size: 100 * 2 ** 20,
        used: { bytes: 60 * 2 ** 20 },
        changeRate: 0.04,
        rate: Infinity,
        site: 'default',
        datastore: 'san',
      },
    ])
    const note = good(text, { files: { 'v.csv': csv } }).warnings.find(
      ({ code }) => code === 'W-INVENTORY-LEFT-OUT',
    )
    expect(note!.message).toBe('3 of 4 rows are left out: 2 not powered on, 1 templates.')
  })

  test('columns are known as RVTools writes them and in snake case, in any order', () => {
    const rvtools = readInventory(
      'Template,VM,Disks,Powerstate,In Use MB,Provisioned MB\nFalse,a,1,poweredOn,"1,024","2,048"',
    )
    const snake = readInventory(
      'vm_id,powerstate,template,vcpus,disks,provisioned_mb,in_use_mb\na,poweredOn,False,4,1,2048,1024',
    )
    expect(rvtools.machines).toEqual(snake.machines)
    expect(snake).toEqual({ machines: [{ name: 'a', disks: 1, size: 2 ** 31, used: 2 ** 30 }], problems: [] })
  })

  test('a figure that is missing or no number is an error with its line', () => {
    expect(row('a,poweredOn,False,1,5,5\nb,poweredOn,False,1,,5').problems).toMatchObject([
      { code: 'E-INVENTORY-ROW', line: 3, column: 'Provisioned MiB' },
    ])
    expect(row('a,poweredOn,False,x,5,5').problems).toMatchObject([
      { code: 'E-INVENTORY-ROW', line: 2, column: 'Disks' },
    ])
    expect(row('a,poweredOn,False,1,5').problems[0]!.message).toContain('5 cells, the header 6')
    expect(row('a,on,False,1,5,5').problems[0]!.message).toContain('`poweredOn`')
    expect(row('a,poweredOn,maybe,1,5,5').problems[0]!.message).toContain('`True` or `False`')
    expect(row(',poweredOn,False,1,5,5').problems[0]!.message).toContain('the name of the machine')
  })

  test('figures of rows that are no machines do not matter', () => {
    expect(
      row('a,poweredOff,False,,,\nb,poweredOn,False,1,5,5').problems.every(
        ({ code }) => code === 'W-INVENTORY-LEFT-OUT',
      ),
    ).toBe(true)
  })

  test('no disks, no size, no data and names that occur twice are warnings with their line', () => {
    const odd = row(
      'a,poweredOn,False,0,5,5\nb,poweredOn,False,1,0,5\nc,poweredOn,False,1,0,0\na,poweredOn,False,1,5,5',
    )
    expect(odd.machines.map(({ name, disks, size }) => [name, disks, size / 2 ** 20])).toEqual([
      ['a', 1, 5],
      ['b', 1, 5],
      ['a (2)', 1, 5],
    ])
    expect(odd.problems.map(({ code, line }) => `${line} ${code}`)).toEqual([
      '2 W-INVENTORY-ROW',
      '3 W-INVENTORY-ROW',
      '4 W-INVENTORY-ROW',
      '5 W-INVENTORY-ROW',
    ])
  })

  test('columns that can be assumed are warnings', () => {
    const { machines, problems } = readInventory('VM,Provisioned MiB,In Use MiB\na,5,4')
    expect(machines).toHaveLength(1)
    expect(problems.map(({ code }) => code)).toEqual([
      'W-INVENTORY-COLUMN',
      'W-INVENTORY-COLUMN',
      'W-INVENTORY-COLUMN',
    ])
  })
})

const ESTATE = new URL('../../../shared/data/rvtools/vinfo-805.csv', import.meta.url)

describe('an estate of 805 machines', () => {
  test.skipIf(!existsSync(ESTATE))(
    'gives the machines and the bytes in use of its powered-on rows (needs ../shared/data)',
    () => {
      const csv = readFileSync(ESTATE, 'utf8')
      const on = csv
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
        .filter(([, power, template]) => power === 'poweredOn' && template === 'False')
      const inUse = on.reduce((sum, cells) => sum + Number(cells[7]), 0)
      const { machines } = jobOf(text, { files: { 'v.csv': csv } })
      const used = machines.reduce(
        (sum, machine) => sum + ('bytes' in machine.used ? (machine.used.bytes as number) : 0),
        0,
      )
      expect(machines).toHaveLength(on.length)
      expect(used).toBe(inUse * 2 ** 20)
      expect(machines.reduce((sum, { disks }) => sum + disks, 0)).toBe(
        on.reduce((sum, cells) => sum + Number(cells[5]), 0),
      )
    },
  )

  test.skipIf(!existsSync(ESTATE))('serves as a law of sizes (needs ../shared/data)', () => {
    const csv = readFileSync(ESTATE, 'utf8')
    const law = scenario({
      jobs: '[{ name: n, target: nas, schedule: { daily: "22:00" }, machines: [{ name: vm, count: 5, size: { empirical: { file: v.csv, column: provisioned_mb, unit: MiB } } }] }]',
    })
    const { size } = jobOf(law, { files: { 'v.csv': csv } }).machines[0]!
    expect(size).toMatchObject({ kind: 'empirical' })
    const values = typeof size === 'object' && size.kind === 'empirical' ? size.values : []
    expect(values).toHaveLength(805)
    expect(values[804]! % 2 ** 20).toBe(0)
  })
})
