export { type ApiInfo, buildOpenApi, type OpenApiDocument } from './document.ts'
