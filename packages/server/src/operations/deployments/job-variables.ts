import {
  checkDefaults,
  checkJobVariables,
  type JobVariables,
  type ParameterProblem,
  referencedBlocks,
} from '@reeve/core/parameters'
import type { Db } from '@reeve/database'
import { type JsonObject, withPlainNumbers } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { normalUuid } from '../../http/created-by.ts'
import { Refused } from '../../http/errors.ts'
import { loadDocuments } from '../blocks/read-block-documents.ts'

/**
 * What is wrong with job variables by their pool's template, in whose defaults blocks stand as answers show them.
 * Refuses with 404 if one of those is not there. [K10]
 */
export async function findJobVariableProblem(
  ctx: Context,
  db: Db,
  variables: Omit<JobVariables, 'blocks'>,
): Promise<ParameterProblem | undefined> {
  return checkJobVariables({ ...variables, blocks: await requireBlocks(ctx, db, variables.template) })
}

/** The data of the blocks that defaults refer to, by what refers to them. Refuses with 404 if one is not there. */
async function requireBlocks(ctx: Context, db: Db, template: JsonObject): Promise<JobVariables['blocks']> {
  const references = referencedBlocks(template)
  if (references.length === 0) return new Map()
  const ids = references.map((reference) => normalUuid(reference) ?? missingBlock())
  const documents = await loadDocuments(ctx, db, [...new Set(ids)], { include_secrets: false })
  const found = new Map(documents.map(({ id, data }) => [id, withPlainNumbers(data as JsonObject)]))
  return new Map(
    references.map((reference, at) => [reference, found.get(ids[at] as string) ?? missingBlock()]),
  )
}

function missingBlock(): never {
  throw new Refused(404, 'Block not found.')
}

/** Refuses a template whose defaults break its own schema. [E40] */
export async function requireValidDefaults(ctx: Context, db: Db, template: JsonObject): Promise<void> {
  const problem = checkDefaults(template, await requireBlocks(ctx, db, template))
  if (!problem) return
  const { kind, message } = problem
  throw new Refused(
    422,
    kind === 'invalid' ? `Validation failed for work pool's job variable defaults: ${message}` : message,
  )
}

/** Whose job variables are looked at, and what the refusal says that it was about. */
export interface CheckedJobVariables extends Omit<JobVariables, 'blocks'> {
  readonly what: 'creating deployment' | 'creating flow run' | 'updating flow run'
}

/** Refuses job variables that break their pool's template. [C25, C38] */
export async function requireJobVariables(
  ctx: Context,
  db: Db,
  { what, ...variables }: CheckedJobVariables,
): Promise<void> {
  const problem = await findJobVariableProblem(ctx, db, variables)
  if (problem) throw new Refused(422, jobVariableRefusal(problem, what))
}

const jobVariableRefusal = (
  { kind, message }: ParameterProblem,
  what: CheckedJobVariables['what'],
): string => (kind === 'invalid' ? `Error ${what}: ${message}` : message)

/** A template as checks read it. */
export const asTemplate = (stored: unknown): JsonObject => (stored ?? {}) as JsonObject
