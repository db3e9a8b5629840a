/** XML as far as JUnit needs it, read strictly: tags are closed in order, and every & begins an entity. */

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#10': '\n' }

export function readXml(xml: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>/, '')
  for (const [whole, closing, name, attributes, single, text] of body.matchAll(
    /<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)|</g,
  )) {
    const parent = open.at(-1)!
    if (text !== undefined) parent.text += plain(text)
    else if (name === undefined) throw new Error(`a stray < in ${whole}`)
    else if (closing === '/') {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes another element`)
    } else {
      const pairs = [...attributes!.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        plain(value!),
      ])
      const element: XmlElement = { name, attributes: Object.fromEntries(pairs), children: [], text: '' }
      parent.children.push(element)
      if (single !== '/') open.push(element)
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('there is not one whole element')
  return top.children[0]!
}

function plain(text: string): string {
  return text.replace(/&([^;]*);?/g, (_whole, name: string) => {
    const found = ENTITIES[name]
    if (found === undefined) throw new Error(`&${name}; is no entity`)
    return found
  })
}
