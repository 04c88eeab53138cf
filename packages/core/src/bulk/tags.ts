/** The tags with these added that are not there yet. */
export const withTags = (tags: readonly string[], added: readonly string[]): string[] => [
  ...new Set([...tags, ...added]),
]

/** The tags without these. */
export const withoutTags = (tags: readonly string[], removed: readonly string[]): string[] =>
  tags.filter((tag) => !removed.includes(tag))
