// What the package exports as `rocketchat-app-workspace/engines`.
export { fillDenoCache } from './denoCache';
export { ENGINE_VERSIONS, type EngineVersion, NEWEST_ENGINE } from './engineVersion';
