import type { Db } from '@reeve/database'
import {
  insertResultArtifacts,
  type ResultArtifact,
} from '@reeve/database/queries/artifacts/insert-result-artifacts'
import type { Instant, Json, State } from '@reeve/wire'
import type { Context } from '../context.ts'

/** A state about to be written, and whose it is. */
export interface OwnedState {
  readonly state: State
  readonly flow_run_id: string | null
  readonly task_run_id: string | null
}

const isObject = (data: Json): data is { [key: string]: Json } =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

const isKept = (data: Json) => data !== null && !(isObject(data) && data.type === 'unpersisted')

/**
 * Keeps the data of these states as artifacts, unless the client says that it kept none itself. Returns the
 * artifact's id by the id of the state. [A8, A9]
 */
export async function keepResults(
  ctx: Context,
  db: Db,
  { owned, now }: { owned: readonly OwnedState[]; now: Instant },
): Promise<ReadonlyMap<string, string>> {
  const kept = owned.filter(({ state }) => isKept(state.data as Json))
  const artifacts = kept.map((one) => toArtifact(one, ctx.ids.next(), now))
  await insertResultArtifacts(db, artifacts)
  return new Map(kept.map(({ state }, index) => [state.id, (artifacts[index] as ResultArtifact).id]))
}

/** Some keys of a result describe the artifact and are taken out of its data. [A9] */
function toArtifact(
  { state, flow_run_id, task_run_id }: OwnedState,
  id: string,
  now: Instant,
): ResultArtifact {
  const described = { id, key: null, type: null, description: null, flow_run_id, task_run_id, now }
  const data = state.data as Json
  if (!isObject(data)) return { ...described, data }
  const { artifact_key, artifact_type, artifact_description, ...rest } = data
  return {
    ...described,
    data: rest,
    key: textOrNull(artifact_key),
    type: textOrNull(artifact_type),
    description: textOrNull(artifact_description),
  }
}

const textOrNull = (value: Json | undefined): string | null =>
  typeof value === 'string' && value ? value : null
