/** What a query of words asks of a text. [D10] */
export interface WordQuery {
  /** One of these at least must be in it, if there are any. */
  readonly included: readonly string[]
  /** None of these may be in it. */
  readonly excluded: readonly string[]
  /** All of these must be in it. */
  readonly required: readonly string[]
}

/** A prefix on its own, which stands for nothing; or a phrase in quotes, closed or not, or a word. */
const TERM = /[-!+](?=\s|$)|([-!+])?(?:"((?:\\[\s\S]|[^"\\])*\\?)(?:"|$)|([^\s"]+))/gu

/** Reads a query: plain words are alternatives, `-` and `!` exclude, `+` requires, quotes make phrases. [D10] */
export function parseWordQuery(query: string): WordQuery {
  const parsed = { included: [] as string[], excluded: [] as string[], required: [] as string[] }
  for (const [, prefix, phrase, word] of query.matchAll(TERM)) {
    const text = phrase === undefined ? word : unescapePhrase(phrase)
    if (!text?.trim()) continue
    if (prefix === '+') parsed.required.push(text)
    else if (prefix) parsed.excluded.push(text)
    else parsed.included.push(text)
  }
  return parsed
}

/** `\"` and `\\` stand for the second character; any other backslash for itself. */
const unescapePhrase = (phrase: string): string => phrase.replace(/\\(["\\])/g, '$1')
