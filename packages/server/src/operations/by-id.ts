/** What was found for each id, in the order of the ids; something else for those without. */
export const byId = <T, Else>(
  ids: readonly string[],
  found: ReadonlyMap<string, T>,
  none: Else,
): Record<string, T | Else> => Object.fromEntries(ids.map((id) => [id, found.get(id) ?? none]))
