import { findTemplateProblem } from '@reeve/core/parameters'
import { Answer } from '../http/bind.ts'

/** Answers 204 to a template that can be used, 422 with the problem and its line to any other. [G33] */
export async function validateTemplate(source: string): Promise<Answer> {
  const problem = await findTemplateProblem(source)
  return problem ? new Answer(422, { error: { ...problem, source } }) : new Answer(204, null)
}
