/** Injected wherever the bundle names `Buffer`: Rocket.Chat's Node shell does not pass it to the app. */
export { Buffer } from 'buffer';
