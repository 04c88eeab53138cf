import { collectionRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { readCollectionView } from '../operations/read-collection-view.ts'

/** What is known of the integrations. [J24] */
export const collectionBindings: readonly BoundRoute[] = [
  bind(routes.readViewContent, (_ctx, { params }) => readCollectionView(params.view)),
]
