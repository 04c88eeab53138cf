import type { Problem } from './issue.ts'

const DASHED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const PLAIN = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/
const URN_PREFIX = 'urn:uuid:'
const GROUP_LENGTHS = [8, 4, 4, 4, 12]

/** The canonical text of a UUID: any case, with or without dashes, in braces or as a URN. [L4, L9] */
export function readUuid(text: string): string | Problem {
  if (DASHED.test(text)) return text
  const lower = text.toLowerCase()
  if (DASHED.test(lower)) return lower
  const plain = PLAIN.exec(lower)
  if (plain) return plain.slice(1).join('-')
  const inner = unwrap(text)
  if (inner !== undefined && DASHED.test(inner.text.toLowerCase())) return inner.text.toLowerCase()
  return explain(text)
}

function unwrap(text: string): { text: string; offset: number } | undefined {
  if (text.length > 1 && text.startsWith('{') && text.endsWith('}'))
    return { text: text.slice(1, -1), offset: 1 }
  if (text.startsWith(URN_PREFIX)) return { text: text.slice(URN_PREFIX.length), offset: URN_PREFIX.length }
  return undefined
}

function explain(text: string): Problem {
  const error = reasonFor(text)
  return { type: 'uuid_parsing', msg: `Input should be a valid UUID, ${error}`, ctx: { error } }
}

function reasonFor(text: string): string {
  const inner = unwrap(text)
  const body = inner?.text ?? text
  const stranger = strangeCharacter(body)
  if (stranger) {
    return `invalid character: found \`${stranger.character}\` at ${stranger.index + (inner?.offset ?? 0) + 1}`
  }
  const groups = body.split('-')
  if (groups.length === 1 && !inner) {
    return `invalid length: expected length 32 for simple format, found ${text.length}`
  }
  if (groups.length !== GROUP_LENGTHS.length) {
    return `invalid group count: expected ${GROUP_LENGTHS.length}, found ${groups.length}`
  }
  return wrongGroup(groups, text.length)
}

/** The first character that no UUID has, and its index in UTF-8 bytes. */
function strangeCharacter(text: string): { character: string; index: number } | undefined {
  let index = 0
  for (const character of text) {
    if (!/[0-9a-fA-F-]/.test(character)) return { character, index }
    index++
  }
  return undefined
}

function wrongGroup(groups: readonly string[], length: number): string {
  let end = -1
  let expectedStart = 0
  for (const [group, expected] of GROUP_LENGTHS.slice(0, -1).entries()) {
    end += (groups[group] ?? '').length + 1
    if (end !== expectedStart + expected) {
      return `invalid group length in group ${group}: expected ${expected}, found ${end - expectedStart}`
    }
    expectedStart = end + 1
  }
  return `invalid group length in group 4: expected 12, found ${length - expectedStart}`
}
