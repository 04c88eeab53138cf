import { hydrate } from '@reeve/core/parameters'
import type { Db } from '@reeve/database'
import { readVariableValues } from '@reeve/database/queries/variables/read-variable-values'
import type { JsonObject } from '@reeve/wire'

/** Parameters with their placeholders filled in. Throws a HydrationError. [K1, K2] */
export async function hydrateParameters(db: Db, parameters: JsonObject): Promise<JsonObject> {
  if (!JSON.stringify(parameters).includes('__prefect_kind')) return parameters
  return hydrate(parameters, { variables: await readVariableValues(db), renderJinja: true })
}
