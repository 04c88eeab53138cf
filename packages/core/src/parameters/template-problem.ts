import { loadTemplates, type Templates, UnboundedTemplate } from './jinja.ts'

/** What is wrong with a template. */
export interface TemplateProblem {
  /** From 1; 0 if the problem is not at one place. */
  readonly line: number
  readonly message: string
}

/** Why a template cannot be used; undefined if it can. [G33] */
export async function findTemplateProblem(source: string): Promise<TemplateProblem | undefined> {
  const templates = await loadTemplates()
  const problem = problemOf(templates, source)
  if (!problem) return undefined
  if (problem instanceof UnboundedTemplate) return { line: 0, message: problem.message }
  return { line: findLine(templates, source, problem), message: problem.message }
}

function problemOf(templates: Templates, source: string): Error | undefined {
  try {
    templates.compile(source)
    return undefined
  } catch (error) {
    return error as Error
  }
}

/** The engine does not tell where it stopped: it is at the first line up to which the problem is the same. */
function findLine(templates: Templates, source: string, { message }: Error): number {
  const lines = source.split('\n')
  let [first, last] = [1, lines.length]
  while (first < last) {
    const middle = Math.floor((first + last) / 2)
    if (problemOf(templates, lines.slice(0, middle).join('\n'))?.message === message) last = middle
    else first = middle + 1
  }
  return first
}
