import { adminRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { issueCsrfToken } from '../operations/issue-csrf-token.ts'

/** The token that changes need where CSRF protection is on. */
export const csrfTokenBindings: readonly BoundRoute[] = [
  bind(routes.createCsrfToken, (ctx, { query }) => issueCsrfToken(ctx, query.client)),
]
