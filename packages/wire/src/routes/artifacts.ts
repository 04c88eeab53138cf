import type { Static } from 'typebox'
import {
  ArtifactCollectionFilter,
  ArtifactCollectionSort,
  ArtifactFilter,
  ArtifactSort,
} from '../filters/artifacts.ts'
import { unsentRunFilters } from '../filters/groups.ts'
import { Artifact, ArtifactCollection, ArtifactCreate, ArtifactUpdate } from '../resources/artifacts.ts'
import { route } from '../route.ts'
import { Default, IdParams, Limit, Offset, OrNull } from '../schema.ts'
import Type from '../type.ts'

const { flows, flow_runs, task_runs, deployments } = unsentRunFilters

/** In the order in which refusals name them. */
const runFilters = { flow_runs, task_runs, flows, deployments }

export const CountArtifactsBody = Type.Object({
  artifacts: OrNull(ArtifactFilter),
  ...runFilters,
})
export type CountArtifactsBody = Static<typeof CountArtifactsBody>

export const ReadArtifactsBody = Type.Object({
  limit: Limit(),
  sort: Default(ArtifactSort, 'ID_DESC'),
  offset: Offset(),
  artifacts: OrNull(ArtifactFilter),
  ...runFilters,
})
export type ReadArtifactsBody = Static<typeof ReadArtifactsBody>

export const CountLatestArtifactsBody = Type.Object({
  artifacts: OrNull(ArtifactCollectionFilter),
  ...runFilters,
})
export type CountLatestArtifactsBody = Static<typeof CountLatestArtifactsBody>

export const ReadLatestArtifactsBody = Type.Object({
  limit: Limit(),
  sort: Default(ArtifactCollectionSort, 'ID_DESC'),
  offset: Offset(),
  artifacts: OrNull(ArtifactCollectionFilter),
  ...runFilters,
})
export type ReadLatestArtifactsBody = Static<typeof ReadLatestArtifactsBody>

export const artifactRoutes = {
  createArtifact: route({
    name: 'create_artifact',
    method: 'POST',
    path: '/artifacts/',
    tags: ['Artifacts'],
    summary: 'Create an artifact',
    body: ArtifactCreate,
    success: 200,
    response: Artifact,
  }),

  countArtifacts: route({
    name: 'count_artifacts',
    method: 'POST',
    path: '/artifacts/count',
    tags: ['Artifacts'],
    summary: 'Count artifacts',
    body: CountArtifactsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readArtifacts: route({
    name: 'read_artifacts',
    method: 'POST',
    path: '/artifacts/filter',
    tags: ['Artifacts'],
    summary: 'Find artifacts',
    body: ReadArtifactsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(Artifact),
  }),

  countLatestArtifacts: route({
    name: 'count_latest_artifacts',
    method: 'POST',
    path: '/artifacts/latest/count',
    tags: ['Artifacts'],
    summary: 'Count the newest artifacts of each key',
    body: CountLatestArtifactsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readLatestArtifacts: route({
    name: 'read_latest_artifacts',
    method: 'POST',
    path: '/artifacts/latest/filter',
    tags: ['Artifacts'],
    summary: 'Find the newest artifacts of each key',
    body: ReadLatestArtifactsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(ArtifactCollection),
  }),

  deleteArtifact: route({
    name: 'delete_artifact',
    method: 'DELETE',
    path: '/artifacts/{id}',
    tags: ['Artifacts'],
    summary: 'Delete an artifact',
    params: IdParams,
    success: 204,
  }),

  readArtifact: route({
    name: 'read_artifact',
    method: 'GET',
    path: '/artifacts/{id}',
    tags: ['Artifacts'],
    summary: 'Read an artifact',
    params: IdParams,
    success: 200,
    response: Artifact,
  }),

  updateArtifact: route({
    name: 'update_artifact',
    method: 'PATCH',
    path: '/artifacts/{id}',
    tags: ['Artifacts'],
    summary: 'Change an artifact',
    params: IdParams,
    body: ArtifactUpdate,
    success: 204,
  }),

  readLatestArtifact: route({
    name: 'read_latest_artifact',
    method: 'GET',
    path: '/artifacts/{key}/latest',
    tags: ['Artifacts'],
    summary: 'Read the newest artifact of a key',
    params: Type.Object({ key: Type.String() }),
    success: 200,
    response: Artifact,
  }),
}
