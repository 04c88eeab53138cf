import { adminRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { PREFECT_VERSION } from '../http/versions.ts'
import { settingsTree } from '../settings/tree.ts'

/** What operators ask about the server. */
export const adminBindings: readonly BoundRoute[] = [
  bind(routes.readVersion, () => PREFECT_VERSION),
  bind(routes.readSettings, (ctx) => settingsTree(ctx.settings)),
]
