import type { ArtifactCollectionFilter, ArtifactFilter } from '@reeve/wire'
import { by, type FilterTable, isLike, isNoneOf, isOneOf } from './condition.ts'

/** What artifacts and collections of them have in common. */
const shared: Pick<FilterTable<ArtifactFilter>['fields'], 'key' | 'flow_run_id' | 'task_run_id' | 'type'> = {
  key: by({
    any_: isOneOf('text', 'key'),
    like_: isLike('key'),
    exists_: { test: 'not-null', column: 'key' },
  }),
  flow_run_id: by({ any_: isOneOf('uuid', 'flow_run_id') }),
  task_run_id: by({ any_: isOneOf('uuid', 'task_run_id') }),
  type: by({ any_: isOneOf('text', 'type'), not_any_: isNoneOf('text', 'type') }),
}

export const artifactFields: FilterTable<ArtifactFilter> = {
  table: 'artifact',
  fields: { id: by({ any_: isOneOf('uuid', 'id') }), ...shared },
}

export const artifactCollectionFields: FilterTable<ArtifactCollectionFilter> = {
  table: 'artifact_collection',
  fields: { latest_id: by({ any_: isOneOf('uuid', 'latest_id') }), ...shared },
}
