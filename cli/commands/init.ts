/** `gatesim init [NAME]`: a commented starter scenario. */
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Arguments, Command } from '../command.ts'
import { EXIT, type Exit, UserError } from '../failure.ts'
import { errnoOf, makeFolder, onDisk } from '../folder/disk.ts'
import { nearest } from '../nearest.ts'
import type { Terminal } from '../terminal.ts'

export const init: Command = {
  usage: 'init [NAME]',
  about: 'write a commented starter scenario',
  options: {
    template: { type: 'text', value: 'T', about: 'which one; an unknown name lists them' },
  },
  examples: [
    ['gatesim init', 'write scenario.yaml'],
    ['gatesim init branch.yaml --template nas', 'another start, another name'],
  ],
  act: write,
}

async function write(args: Arguments, terminal: Terminal): Promise<Exit> {
  const { TEMPLATES } = await import('../../scenarios/index.ts')
  const names = Object.keys(TEMPLATES)
  const name = args.text('template') ?? names[0]!
  const template = Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined
  if (template === undefined) {
    const near = nearest(name, names)
    const list = names.map((it) => `  ${it}: ${TEMPLATES[it]!.description}`).join('\n')
    const hint = near === undefined ? '' : `; did you mean "${near}"?`
    throw new UserError('E-USAGE', `there is no template "${name}"${hint}`, `The templates are:\n${list}`)
  }
  const file = fileName(args.text('NAME') ?? 'scenario.yaml')
  onDisk(file, () => {
    makeFolder(dirname(file))
    create(file, template.text)
  })
  terminal.out(`wrote ${file} (template ${name}: ${template.description})\n`)
  terminal.out(`next: gatesim run ${file}\n`)
  return EXIT.done
}

function fileName(name: string): string {
  return /\.(ya?ml|json)$/i.test(name) ? name : `${name}.yaml`
}

function create(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
    throw new UserError(
      'E-INIT-EXISTS',
      `${file} exists already and is not overwritten`,
      'Give another name: gatesim init NAME.',
    )
  }
}
