import type { Static } from 'typebox'
import { valueError } from '../parse/rules.ts'
import {
  Anything,
  Checked,
  DateTime,
  Dict,
  DictOf,
  Maybe,
  Model,
  Present,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'

const checkKey = (key: string) =>
  /^[a-z0-9-]*\n?$/.test(key)
    ? undefined
    : valueError('Artifact key must only contain lowercase letters, numbers, and dashes.')

const content = {
  type: Maybe(Type.String()),
  description: Maybe(Type.String()),
  data: Maybe(Type.Union([Dict(), Anything()])),
  metadata_: Maybe(DictOf(Type.String())),
  flow_run_id: Maybe(Uuid()),
  task_run_id: Maybe(Uuid()),
}

export const Artifact = Model('Artifact', {
  id: Present(Uuid()),
  created: Maybe(DateTime()),
  updated: Maybe(DateTime()),
  key: Maybe(Type.String()),
  ...content,
})
export type Artifact = Static<typeof Artifact>

export const ArtifactCollection = Model('ArtifactCollection', {
  ...stored,
  key: Type.String(),
  latest_id: Uuid(),
  ...content,
})
export type ArtifactCollection = Static<typeof ArtifactCollection>

export const ArtifactCreate = StrictModel('ArtifactCreate', {
  key: Maybe(Checked(Type.String(), checkKey)),
  ...content,
})
export type ArtifactCreate = Static<typeof ArtifactCreate>

export const ArtifactUpdate = StrictModel('ArtifactUpdate', {
  data: Maybe(Type.Union([Dict(), Anything()])),
  description: Maybe(Type.String()),
  metadata_: Maybe(DictOf(Type.String())),
})
export type ArtifactUpdate = Static<typeof ArtifactUpdate>
