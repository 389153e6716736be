// What the app needs of jose. Import it with `import()`, at its first use: jose makes a TextDecoder as it loads, and
// rc-apps, which constructs the app to judge it, has none.
export { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
