import { route } from '../route.ts'
import { Dict } from '../schema.ts'
import Type from '../type.ts'

export const collectionRoutes = {
  readViewContent: route({
    name: 'read_view_content',
    method: 'GET',
    path: '/collections/views/{view}',
    tags: ['Collections'],
    summary: 'Read a view of the integration registry',
    params: Type.Object({ view: Type.String() }),
    success: 200,
    response: Dict(),
  }),
}
