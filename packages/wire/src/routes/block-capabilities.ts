import { route } from '../route.ts'
import Type from '../type.ts'

export const blockCapabilityRoutes = {
  readAvailableBlockCapabilities: route({
    name: 'read_available_block_capabilities',
    method: 'GET',
    path: '/block_capabilities/',
    tags: ['Block capabilities'],
    summary: 'List what blocks can do',
    success: 200,
    response: Type.Array(Type.String()),
  }),
}
