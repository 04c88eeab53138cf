import type { Json } from '@reeve/wire'

/**
 * Values at a path such as `results[0].state.id`, `[*].name` or `` (the whole); `[*]` gives every element.
 * What is not there gives nothing.
 */
export function valuesAt(root: Json | undefined, path: string): Json[] {
  let found: (Json | undefined)[] = [root]
  for (const part of partsOf(path)) found = found.flatMap((value) => childrenAt(value, part))
  return found.filter((value) => value !== undefined)
}

/** The first value at a path. */
export const valueAt = (root: Json | undefined, path: string): Json | undefined => valuesAt(root, path)[0]

/** Whether a path of exact indices, as differences name it, is one that `pattern` with its `[*]` means. */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = partsOf(pattern)
  const parts = partsOf(path)
  return wanted.length <= parts.length && wanted.every((part, i) => part === '*' || part === parts[i])
}

const partsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((part) => part !== '')

function childrenAt(value: Json | undefined, part: string): (Json | undefined)[] {
  if (Array.isArray(value)) return part === '*' ? value : [value[Number(part)]]
  if (value !== null && typeof value === 'object') return part === '*' ? Object.values(value) : [value[part]]
  return []
}
