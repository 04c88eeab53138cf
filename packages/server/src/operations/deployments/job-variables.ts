import {
  checkDefaults,
  checkJobVariables,
  type JobVariables,
  type ParameterProblem,
  referencedBlocks,
} from '@reeve/core/parameters'
import type { Db } from '@reeve/database'
import { findBlockDocuments } from '@reeve/database/queries/deployments/find-block-documents'
import type { JsonObject } from '@reeve/wire'
import { Refused } from '../../http/errors.ts'

/**
 * What is wrong with job variables by their pool's template. Blocks that defaults refer to must be there; what they
 * hold is not checked, nor are then the required variables. Refuses with 404. [K10]
 */
export async function findJobVariableProblem(
  db: Db,
  { template, layers, required }: Omit<JobVariables, 'blocks'>,
): Promise<ParameterProblem | undefined> {
  const references = await requireBlocks(db, template)
  return checkJobVariables({
    template,
    layers,
    required: references.length > 0 ? 'ignored' : required,
    blocks: new Map(),
  })
}

/** The blocks that defaults refer to. Refuses with 404 if one of them is not there. */
async function requireBlocks(db: Db, template: JsonObject): Promise<readonly string[]> {
  const references = referencedBlocks(template)
  if (references.length === 0) return references
  const found = await findBlockDocuments(db, references)
  if (references.some((id) => !found.has(id))) throw new Refused(404, 'Block not found.')
  return references
}

/** Refuses a template whose defaults break its own schema. [E40] */
export async function requireValidDefaults(db: Db, template: JsonObject): Promise<void> {
  await requireBlocks(db, template)
  const problem = checkDefaults(template)
  if (!problem) return
  const { kind, message } = problem
  throw new Refused(
    422,
    kind === 'invalid' ? `Validation failed for work pool's job variable defaults: ${message}` : message,
  )
}

/** Refuses job variables that break their pool's template. [C25, C38] */
export async function requireJobVariables(
  db: Db,
  variables: Omit<JobVariables, 'blocks'>,
  what: 'creating deployment' | 'creating flow run' | 'updating flow run',
): Promise<void> {
  const problem = await findJobVariableProblem(db, variables)
  if (problem) throw new Refused(422, jobVariableRefusal(problem, what))
}

const jobVariableRefusal = ({ kind, message }: ParameterProblem, what: string): string =>
  kind === 'invalid' ? `Error ${what}: ${message}` : message

/** A template as checks read it. */
export const asTemplate = (stored: unknown): JsonObject => (stored ?? {}) as JsonObject
