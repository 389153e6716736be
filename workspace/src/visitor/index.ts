// What the package exports as `rocketchat-app-workspace/visitor`.
export { type Authorize, followRedirect } from './authorize';
export type { LoggedIn } from './completeLogin';
export { LoginFailed, type LoginStep } from './loginFailed';
export { loginThroughClassic, type ServiceLogin } from './loginThroughClassic';
export { loginThroughModern } from './loginThroughModern';
export { type VisitedPage, Visitor } from './Visitor';
