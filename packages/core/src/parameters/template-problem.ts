import { loadTemplates } from './load-templates.ts'

/** What is wrong with a template. */
export interface TemplateProblem {
  /** From 1; 0 if the problem is not at one place. */
  readonly line: number
  readonly message: string
}

/** Why a template cannot be used; undefined if it can. [G33] */
export async function findTemplateProblem(source: string): Promise<TemplateProblem | undefined> {
  const { compileTemplate, TemplateSyntaxError, UnboundedTemplate } = await loadTemplates()
  try {
    compileTemplate(source)
    return undefined
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return { line: error.line, message: error.message }
    if (error instanceof UnboundedTemplate) return { line: 0, message: error.message }
    throw error
  }
}
