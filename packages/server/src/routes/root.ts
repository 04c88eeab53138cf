import { adminRoutes as routes } from '@reeve/wire'
import { Answer, type BoundRoute, bind } from '../http/bind.ts'
import { API_VERSION } from '../http/versions.ts'

/** What tells that the server is there. [M1] */
export const rootBindings: readonly BoundRoute[] = [
  bind(routes.healthCheck, () => true),
  bind(routes.hello, () => '👋'),
  bind(routes.serverVersion, () => API_VERSION),
  bind(routes.performReadinessCheck, (ctx) =>
    ctx.database.ping().then(
      () => ({ message: 'OK' }),
      () => new Answer(503, { message: 'Database is not available' }),
    ),
  ),
]
