import type { JsonObject } from '@reeve/wire'

/** Longest value of an artifact's metadata, in characters, as the reference has it. */
const MAX_VALUE_CHARACTERS = 500

/** Cuts long values of an artifact's metadata and marks the cut. [J17] */
export function cutMetadata(metadata: Readonly<Record<string, string>> | null): JsonObject | null {
  if (metadata === null) return null
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, cut(value)]))
}

function cut(value: string): string {
  if (value.length <= MAX_VALUE_CHARACTERS) return value
  const characters = [...value]
  if (characters.length <= MAX_VALUE_CHARACTERS) return value
  return `${characters.slice(0, MAX_VALUE_CHARACTERS).join('')}...`
}
