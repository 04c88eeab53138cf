import {
  CsrfToken,
  ServerDefaultResultStorage,
  ServerDefaultResultStorageUpdate,
} from '../resources/admin.ts'
import { Settings } from '../resources/settings/settings.ts'
import { NoHeaders, route } from '../route.ts'
import { Anything } from '../schema.ts'
import Type from '../type.ts'

export const adminRoutes = {
  readSettings: route({
    name: 'read_settings',
    method: 'GET',
    path: '/admin/settings',
    tags: ['Admin'],
    summary: 'Show the settings in force, secrets masked',
    success: 200,
    response: Settings,
  }),

  clearServerDefaultResultStorage: route({
    name: 'clear_server_default_result_storage',
    method: 'DELETE',
    path: '/admin/storage',
    tags: ['Admin'],
    summary: 'Forget the default result storage',
    success: 204,
  }),

  readServerDefaultResultStorage: route({
    name: 'read_server_default_result_storage',
    method: 'GET',
    path: '/admin/storage',
    tags: ['Admin'],
    summary: 'Show the default result storage',
    success: 200,
    response: ServerDefaultResultStorage,
  }),

  updateServerDefaultResultStorage: route({
    name: 'update_server_default_result_storage',
    method: 'PUT',
    path: '/admin/storage',
    tags: ['Admin'],
    summary: 'Choose the default result storage',
    body: ServerDefaultResultStorageUpdate,
    success: 200,
    response: ServerDefaultResultStorage,
  }),

  readVersion: route({
    name: 'read_version',
    method: 'GET',
    path: '/admin/version',
    tags: ['Admin'],
    summary: "Tell the server's version",
    success: 200,
    response: Type.String(),
  }),

  createCsrfToken: route({
    name: 'create_csrf_token',
    method: 'GET',
    path: '/csrf-token',
    tags: [],
    summary: 'Hand a client its CSRF token',
    query: Type.Object({ client: Type.String() }),
    success: 200,
    response: CsrfToken,
  }),

  healthCheck: route({
    name: 'health_check',
    method: 'GET',
    path: '/health',
    tags: ['Root'],
    summary: 'Tell that the process is alive',
    headers: NoHeaders,
    success: 200,
    response: Type.Boolean(),
  }),

  hello: route({
    name: 'hello',
    method: 'GET',
    path: '/hello',
    tags: ['Root'],
    summary: 'Say hello',
    success: 200,
    response: Type.String(),
  }),

  performReadinessCheck: route({
    name: 'perform_readiness_check',
    method: 'GET',
    path: '/ready',
    tags: ['Root'],
    summary: 'Tell whether the database can be reached',
    success: 200,
    response: Anything(),
  }),

  serverVersion: route({
    name: 'server_version',
    method: 'GET',
    path: '/version',
    tags: ['Root'],
    summary: "Tell the server's version",
    headers: NoHeaders,
    success: 200,
    response: Type.String(),
  }),
}
