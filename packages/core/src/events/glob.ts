const SPECIAL = /[.*+?^${}()|[\]\\]/g

/** Whether a text matches a pattern: `*` any characters, `?` one, `[abc]`, `[a-z]` and `[!abc]` one of a set. [G5] */
export const matchesGlob = (text: string, pattern: string): boolean => globOf(pattern).test(text)

const known = new Map<string, RegExp>()
/** Patterns come from filters and automations, which are few; whoever sends ever new ones gets no more than this. */
const MAX_KNOWN = 1_000

function globOf(pattern: string): RegExp {
  const found = known.get(pattern)
  if (found) return found
  if (known.size >= MAX_KNOWN) known.clear()
  const glob = new RegExp(`^${sourceOf(pattern)}$`, 'su')
  known.set(pattern, glob)
  return glob
}

function sourceOf(pattern: string): string {
  const characters = [...pattern]
  let source = ''
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] as string
    const close = character === '[' ? endOfSet(characters, at) : -1
    if (close > 0) {
      source += setOf(characters.slice(at + 1, close))
      at = close
    } else if (character === '*') source += source.endsWith('.*') ? '' : '.*'
    else source += character === '?' ? '.' : character.replace(SPECIAL, '\\$&')
  }
  return source
}

/** Where a set ends; -1 if it does not. What comes first belongs to it, even a bracket. */
function endOfSet(characters: readonly string[], start: number): number {
  const first = characters[start + 1] === '!' ? start + 2 : start + 1
  return characters.indexOf(']', first + 1)
}

function setOf(characters: readonly string[]): string {
  const isNegated = characters[0] === '!'
  const members = characters.slice(isNegated ? 1 : 0)
  const parts: string[] = []
  for (let at = 0; at < members.length; at++) {
    const [from = '', dash, to] = members.slice(at, at + 3)
    if (dash !== '-' || to === undefined) parts.push(escapeMember(from))
    else {
      if (from <= to) parts.push(`${escapeMember(from)}-${escapeMember(to)}`)
      at += 2
    }
  }
  if (parts.length === 0) return isNegated ? '.' : '(?!)'
  return `[${isNegated ? '^' : ''}${parts.join('')}]`
}

const escapeMember = (character: string) => character.replace(/[\\\]^\-[&/{}()|.*+?$]/g, '\\$&')
