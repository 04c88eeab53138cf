/**
 * True if a regular expression, in Python's spelling, matches somewhere in a text. One that cannot be read matches
 * everything: refusing a value for it would blame the wrong side.
 */
export function searches(pattern: string, text: string): boolean {
  return compile(pattern)?.test(text) ?? true
}

/** True if it can be read as a regular expression. */
export const isRegex = (pattern: string): boolean => compile(pattern) !== undefined

function compile(pattern: string): RegExp | undefined {
  const spelled = pattern.replaceAll('(?P<', '(?<').replaceAll('\\Z', '$').replaceAll('\\A', '^')
  for (const flags of ['u', '']) {
    try {
      return new RegExp(spelled, flags)
    } catch {}
  }
  return undefined
}
